/** What a measurement has to end or remove, the newest first. */
export class CleanUp {
  readonly #steps: Array<() => Promise<unknown>> = [];
  #running: Promise<void> | null = null;

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Runs every step once, one after the other, whatever fails: also when a signal and an error ask for it at once. */
  run(): Promise<void> {
    this.#running ??= this.#runSteps();
    return this.#running;
  }

  async #runSteps(): Promise<void> {
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      await step().catch((error: unknown) => console.error(error));
    }
  }
}
