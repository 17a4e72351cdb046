/**
 * Which values of a key templates may have: the first some hundred that come. What comes after is kept with its span, so
 * that a sender who makes up ever new values makes no more templates than that.
 */
export class Variety {
  readonly #limitOf: (key: string) => number;
  readonly #maxKeys: number;
  /** Characters that may be remembered yet. */
  #room: number;
  readonly #values = new Map<string, Set<string>>();

  constructor(limitOf: (key: string) => number, maxKeys: number, maxLength: number) {
    this.#limitOf = limitOf;
    this.#maxKeys = maxKeys;
    this.#room = maxLength;
  }

  /** Whether the value is among those of its key that templates may have. */
  admits(key: string, value: string): boolean {
    let values = this.#values.get(key);
    if (!values) {
      if (this.#values.size >= this.#maxKeys || key.length > this.#room) {
        return false;
      }
      values = new Set();
      this.#values.set(key, values);
      this.#room -= key.length;
    }
    if (values.has(value)) {
      return true;
    }
    if (values.size >= this.#limitOf(key) || value.length > this.#room) {
      return false;
    }
    values.add(value);
    this.#room -= value.length;
    return true;
  }
}
