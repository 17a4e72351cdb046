import { lookupBits, modelBits, total, type Model } from './modelAt.ts';
import { lowest, mostPlainBits } from './RansWriter.ts';

/** The way back from {@link RansWriter}; never reads beyond its bytes: {@link RansReader.isWhole} tells whether all was right. */
export class RansReader {
  readonly #bytes: Buffer;
  #next = 4;
  #state: number;

  /** @param bytes - 4 or more */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#state = bytes.readUInt32LE(0) & 0x7fffffff;
  }

  /** Whether all was read that was written, and nothing else. */
  isWhole(): boolean {
    return this.#state === lowest && this.#next === this.#bytes.length;
  }

  read({ below, first }: Model): number {
    const state = this.#state;
    const at = state & (total - 1);
    let thing = first[at >> lookupBits];
    while (below[thing + 1] <= at) {
      thing++;
    }
    const from = below[thing];
    this.#advance((below[thing + 1] - from) * (state >>> modelBits) + at - from);
    return thing;
  }

  readPlain(bits: number): number {
    let value = 0;
    let left = bits;
    while (left > 0) {
      const now = left > mostPlainBits ? ((left - 1) % mostPlainBits) + 1 : left;
      value = (value << now) | this.#readEven(now);
      left -= now;
    }
    return value;
  }

  #readEven(bits: number): number {
    const state = this.#state;
    const at = state & (total - 1);
    const shift = modelBits - bits;
    this.#advance(((state >>> modelBits) << shift) + (at & ((1 << shift) - 1)));
    return at >> shift;
  }

  #advance(state: number): void {
    if (state >= lowest) {
      this.#state = state;
      return;
    }
    const bytes = this.#bytes;
    const next = this.#next;
    // Beyond the end there are zeroes: isWhole will say no.
    this.#state = (state << 16) | (bytes[next] | (bytes[next + 1] << 8));
    this.#next = next + 2;
  }
}
