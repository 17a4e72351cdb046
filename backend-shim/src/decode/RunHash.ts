import { randomInt } from 'node:crypto';

const highFactor = 0x9e3779b1 | 0;
const lowFactor = 0x85ebca77 | 0;
const highSeed = randomInt(2 ** 32) | 0;
const lowSeed = randomInt(2 ** 32) | 0;

/**
 * 64 bits, in two halves, of some runs of bytes: of which bytes, and where one run ends and the next begins. It begins
 * differently in every process, so that nobody can make two contents that have the same hash. For use within a process
 * alone.
 */
export class RunHash {
  high = highSeed;
  low = lowSeed;

  reset(): void {
    this.high = highSeed;
    this.low = lowSeed;
  }

  /** Four bytes at a time: this loop reads most bytes of all traces. */
  add(view: DataView, from: number, to: number): void {
    let high = this.high;
    let low = this.low;
    let at = from;
    for (const last = to - 4; at <= last; at += 4) {
      const word = view.getInt32(at, true);
      high = Math.imul(((high << 13) | (high >>> 19)) ^ word, highFactor);
      low = Math.imul(((low << 17) | (low >>> 15)) ^ word, lowFactor);
    }
    let rest = 0;
    for (let shift = 0; at < to; at++, shift += 8) {
      rest |= view.getUint8(at) << shift;
    }
    this.high = Math.imul(((high << 13) | (high >>> 19)) ^ rest, highFactor);
    this.low = Math.imul(((low << 17) | (low >>> 15)) ^ rest, lowFactor);
    this.mark(to - from);
  }

  /** Adds a number of 32 bits. */
  mark(number: number): void {
    const high = Math.imul(((this.high << 13) | (this.high >>> 19)) ^ number, highFactor);
    const low = Math.imul(((this.low << 17) | (this.low >>> 15)) ^ number, lowFactor);
    this.high = high ^ (low >>> 15);
    this.low = low ^ (this.high >>> 16);
  }
}
