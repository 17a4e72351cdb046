interface Kept<T> {
  value: T;
  until: number;
}

/** Answers that are good for a while, the latest ones. */
export class Remembered<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #ms: number;
  readonly #most: number;
  readonly #now: () => number;

  constructor({ ms, most, now }: { ms: number; most: number; now: () => number }) {
    this.#ms = ms;
    this.#most = most;
    this.#now = now;
  }

  async get(key: string, find: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept && this.#now() < kept.until) {
      return kept.value;
    }
    const value = await find();
    this.#kept.delete(key);
    this.#kept.set(key, { value, until: this.#now() + this.#ms });
    if (this.#kept.size > this.#most) {
      this.#kept.delete(this.#kept.keys().next().value as string);
    }
    return value;
  }
}
