/** Numbers things from 0 on in the order in which they are first seen. */
export class Numbering<T> {
  readonly #places = new Map<T, number>();

  get size(): number {
    return this.#places.size;
  }

  place(thing: T): number {
    const known = this.#places.get(thing);
    if (known !== undefined) {
      return known;
    }
    this.#places.set(thing, this.#places.size);
    return this.#places.size - 1;
  }

  things(): T[] {
    return [...this.#places.keys()];
  }
}
