/** Something to sleep by, that can be woken: once for all that happened meanwhile. */
export class Alarm {
  #wake: (() => void) | null = null;
  /** Told while nobody slept: the next sleep is none. */
  #rang = false;

  ring(): void {
    this.#rang = true;
    this.#wake?.();
  }

  /** What has happened until now is known. */
  reset(): void {
    this.#rang = false;
  }

  /** @param ms - at most */
  async sleep(ms?: number): Promise<void> {
    if (this.#rang) {
      return;
    }
    const timer = ms === undefined ? undefined : setTimeout(() => this.#wake?.(), ms);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
    clearTimeout(timer);
  }
}
