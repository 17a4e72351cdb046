interface Entry<T> {
  at: number;
  item: T;
}

/** Things to come, earliest first; what comes at the same time keeps its order. */
export class Agenda<T> {
  readonly #entries: Array<Entry<T>> = [];

  get nextAt(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  add(at: number, item: T): void {
    let index = this.#entries.length;
    while (index > 0 && this.#entries[index - 1].at > at) {
      index -= 1;
    }
    this.#entries.splice(index, 0, { at, item });
  }

  take(): T | undefined {
    return this.#entries.shift()?.item;
  }
}
