import type { RunHash } from './RunHash.ts';

/**
 * What runs of bytes became, by their hash. Bounded: what was not asked for while as many others were added is
 * forgotten. An entry counts as its weight says, so that large ones take the place of many.
 */
export class RunCache<T> {
  readonly #maxWeight: number;
  #young: Generation<T>;
  #old: Generation<T>;

  /** @param maxEntries - a power of two; as many are kept at least, twice as many at most */
  constructor(maxEntries: number, maxWeight = Infinity) {
    this.#maxWeight = maxWeight;
    this.#young = new Generation(maxEntries);
    this.#old = new Generation(maxEntries);
  }

  get({ high, low }: RunHash): T | undefined {
    return this.#young.get(high, low) ?? this.#promote(high, low);
  }

  set({ high, low }: RunHash, value: T, weight = 0): void {
    this.#add(high, low, value, weight);
  }

  #promote(high: number, low: number): T | undefined {
    const value = this.#old.get(high, low);
    if (value !== undefined) {
      this.#add(high, low, value, this.#old.weightOf(high, low));
    }
    return value;
  }

  #add(high: number, low: number, value: T, weight: number): void {
    if (this.#young.isFull || this.#young.weight + weight > this.#maxWeight) {
      const emptied = this.#old;
      this.#old = this.#young;
      emptied.clear();
      this.#young = emptied;
    }
    this.#young.add(high, low, value, weight);
  }
}

/** A table with open addressing, never more than half full: a `Map` would have to make an object of every key. */
class Generation<T> {
  weight = 0;
  #size = 0;
  readonly #maxSize: number;
  readonly #mask: number;
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  readonly #weights: Int32Array;
  readonly #values: Array<T | undefined>;

  constructor(maxSize: number) {
    const slots = maxSize * 2;
    this.#maxSize = maxSize;
    this.#mask = slots - 1;
    this.#high = new Int32Array(slots);
    this.#low = new Int32Array(slots);
    this.#weights = new Int32Array(slots);
    this.#values = new Array<T | undefined>(slots).fill(undefined);
  }

  get isFull(): boolean {
    return this.#size >= this.#maxSize;
  }

  get(high: number, low: number): T | undefined {
    return this.#values[this.#slot(high, low)];
  }

  weightOf(high: number, low: number): number {
    return this.#weights[this.#slot(high, low)];
  }

  /** What is there already is replaced. */
  add(high: number, low: number, value: T, weight: number): void {
    const slot = this.#slot(high, low);
    if (this.#values[slot] === undefined) {
      this.#size += 1;
    } else {
      this.weight -= this.#weights[slot];
    }
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#weights[slot] = weight;
    this.#values[slot] = value;
    this.weight += weight;
  }

  clear(): void {
    this.#values.fill(undefined);
    this.#size = 0;
    this.weight = 0;
  }

  /** Where the key is, or the free place where it belongs. */
  #slot(high: number, low: number): number {
    let slot = low & this.#mask;
    while (this.#values[slot] !== undefined && (this.#high[slot] !== high || this.#low[slot] !== low)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}
