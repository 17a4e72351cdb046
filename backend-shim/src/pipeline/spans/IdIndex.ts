import { randomInt } from 'node:crypto';

const seed = randomInt(2 ** 32) | 0;

/**
 * Finds spans by their ids, for one trace after the other. Arrays with open addressing, at most half full, used again and
 * again: a `Map` by id would cost more than all else that is done with a span.
 */
export class IdIndex {
  #mask = 0;
  #high = new Int32Array(0);
  #low = new Int32Array(0);
  #values = new Int32Array(0);

  /** Forgets all, and makes room for as many ids. */
  reset(count: number): void {
    let slots = 64;
    while (slots < count * 2) {
      slots *= 2;
    }
    if (slots > this.#values.length) {
      this.#high = new Int32Array(slots);
      this.#low = new Int32Array(slots);
      this.#values = new Int32Array(slots);
    }
    this.#mask = slots - 1;
    this.#values.fill(0, 0, slots);
  }

  /** @returns the value (0 or more) that the id has, or -1 where it has none */
  get(high: number, low: number): number {
    return this.#values[this.#slot(high | 0, low | 0)] - 1;
  }

  /** Gives the id a value if it has none. @returns the value it has now */
  add(high: number, low: number, value: number): number {
    const slot = this.#slot(high | 0, low | 0);
    if (this.#values[slot] === 0) {
      this.#high[slot] = high;
      this.#low[slot] = low;
      this.#values[slot] = value + 1;
      return value;
    }
    return this.#values[slot] - 1;
  }

  set(high: number, low: number, value: number): void {
    this.#values[this.#slot(high | 0, low | 0)] = value + 1;
  }

  /** Where the id is, or the free place where it belongs. Ids are chosen by others: the seed is not. */
  #slot(high: number, low: number): number {
    let hash = Math.imul(low ^ seed, 0x9e3779b1) ^ high;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77);
    let slot = (hash ^ (hash >>> 13)) & this.#mask;
    while (this.#values[slot] !== 0 && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}
