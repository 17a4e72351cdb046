/** A text in which `*` stands for any characters, compared without regard to case. */
export class Wildcard {
  readonly #parts: string[];

  constructor(text: string) {
    this.#parts = text.toLowerCase().split('*');
  }

  /** Whether it is the whole of a text; in time that grows with the text alone. */
  matches(text: string): boolean {
    return this.isIn(text.toLowerCase());
  }

  /** The same of a text that is in lower case: for who compares very many. */
  isIn(inText: string): boolean {
    const [first, ...rest] = this.#parts;
    const last = rest.pop();
    if (last === undefined) {
      return inText === first;
    }
    if (!inText.startsWith(first)) {
      return false;
    }
    let at = first.length;
    for (const part of rest) {
      const found = inText.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length;
    }
    return at + last.length <= inText.length && inText.endsWith(last);
  }

  /** For LIKE, with `!` as its escape character. */
  get pattern(): string {
    return this.#parts.map(escapeLike).join('%');
  }
}

export function escapeLike(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
