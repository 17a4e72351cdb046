/** What texts became. Bounded by their length: when more than half of it is new, the older half is forgotten. */
export class TextCache<T> {
  readonly #maxLength: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();
  #youngLength = 0;

  /** @param maxLength - of all texts together, characters */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  get(text: string): T | undefined {
    const value = this.#young.get(text);
    if (value !== undefined) {
      return value;
    }
    const older = this.#old.get(text);
    if (older !== undefined) {
      this.set(text, older);
    }
    return older;
  }

  set(text: string, value: T): void {
    if (this.#youngLength + text.length > this.#maxLength / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngLength = 0;
    }
    this.#young.set(text, value);
    this.#youngLength += text.length;
  }
}
