import { modelBits, total } from './modelAt.ts';

/** The state is kept in [lowest, lowest * 2^16). */
export const lowest = total;
/** Bits written at once without a model. */
export const mostPlainBits = 12;

/**
 * An asymmetric numeral system (rANS): what is written last is read first. Words of 16 bits, and the state before them.
 */
export class RansWriter {
  #words = new Uint16Array(4096);
  #next = this.#words.length;
  #state = lowest;

  /** @param from - 32,768ths below @param count - 32,768ths of what is written */
  write(from: number, count: number): void {
    let state = this.#state;
    if (state >= count << 16) {
      if (this.#next === 0) {
        this.#grow();
      }
      this.#words[--this.#next] = state & 0xffff;
      state >>>= 16;
    }
    const rounds = (state / count) | 0;
    this.#state = (rounds << modelBits) + (state - rounds * count) + from;
  }

  /** @param bits - 0 to 27 */
  writePlain(value: number, bits: number): void {
    // The reader takes the high part first.
    if (bits > mostPlainBits) {
      this.#writeEven(value & ((1 << mostPlainBits) - 1), mostPlainBits);
      this.writePlain(value >>> mostPlainBits, bits - mostPlainBits);
    } else if (bits > 0) {
      this.#writeEven(value, bits);
    }
  }

  /** Ends what was begun with the last call, and begins anew. */
  finish(): Buffer {
    const words = this.#words.subarray(this.#next);
    const bytes = Buffer.allocUnsafe(4 + 2 * words.length);
    bytes.writeUInt32LE(this.#state, 0);
    for (let at = 0; at < words.length; at++) {
      bytes[4 + 2 * at] = words[at];
      bytes[5 + 2 * at] = words[at] >> 8;
    }
    this.#next = this.#words.length;
    this.#state = lowest;
    return bytes;
  }

  #writeEven(value: number, bits: number): void {
    this.write(value << (modelBits - bits), 1 << (modelBits - bits));
  }

  #grow(): void {
    const larger = new Uint16Array(2 * this.#words.length);
    larger.set(this.#words, this.#words.length);
    this.#next = this.#words.length;
    this.#words = larger;
  }
}
