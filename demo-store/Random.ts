/** Repeatable randomness: the same seed gives the same store (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: string) {
    // FNV-1a
    this.#state = [...seed].reduce(
      (hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619),
      2_166_136_261
    );
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)];
  }

  /** Waiting time until the next of events that come by chance, `mean` apart. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** Around `typical`, seldom far above it: as response times are. */
  duration(typical: number): number {
    return Math.round(typical * (0.65 + this.exponential(0.35)));
  }

  hex(length: number): string {
    return Array.from({ length }, () => Math.floor(this.next() * 16).toString(16)).join('');
  }
}
