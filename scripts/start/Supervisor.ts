/** Something that runs for as long as the whole does. */
export interface Part {
  name: string;
  stop(): Promise<unknown>;
  /** Resolves with a sentence when it ended by itself; never where that cannot happen. */
  died?: Promise<string>;
}

const longestStepMs = 20_000;

/**
 * Holds together what was started: ends it in the reverse order, and all of it when one part dies.
 * A part that is still starting when the end is called is ended as soon as it has started.
 */
export class Supervisor {
  readonly #parts: Part[] = [];
  readonly #log: (line: string) => void;
  #starting: Promise<unknown> = Promise.resolve();
  #ended: Promise<number> | null = null;
  #tellEnded!: (code: number) => void;
  /** Resolves with the exit code once all parts have ended. */
  readonly ended: Promise<number>;

  constructor(log: (line: string) => void) {
    this.#log = log;
    this.ended = new Promise((resolve) => (this.#tellEnded = resolve));
  }

  get ending(): boolean {
    return this.#ended !== null;
  }

  /**
   * Starts a part and watches over it.
   * @throws whatever `start` throws; Error when the end was called meanwhile
   */
  async start<T>(start: () => Promise<T>, describe: (started: T) => Part | null): Promise<T> {
    if (this.ending) {
      throw new Error('Ended while starting.');
    }
    const starting = start().then((started) => {
      const part = describe(started);
      if (part) {
        this.#parts.push(part);
        void part.died?.then((reason) => this.#onDeath(part, reason));
      }
      return started;
    });
    this.#starting = starting.catch(() => {});
    const started = await starting;
    if (this.ending) {
      throw new Error('Ended while starting.');
    }
    return started;
  }

  /** Ends all parts; the first call decides on the exit code. Resolves when all have ended. */
  end(code: number): Promise<number> {
    this.#ended ??= this.#endAll(code);
    return this.#ended;
  }

  async #endAll(code: number): Promise<number> {
    await Promise.race([this.#starting, new Promise((resolve) => setTimeout(resolve, longestStepMs).unref())]);
    let result = code;
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      try {
        await part.stop();
      } catch (error) {
        result = 1;
        this.#log(`${part.name} could not be ended: ${(error as Error).message}`);
      }
    }
    this.#tellEnded(result);
    return result;
  }

  #onDeath(part: Part, reason: string): void {
    if (!this.ending) {
      this.#log(`\n${part.name} ended by itself: ${reason}\nEverything else is being ended.`);
      void this.end(1);
    }
  }
}
