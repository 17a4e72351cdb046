import type { SpooledBody } from './BatchReader.ts';

export type Attempt = 'done' | 'stopped' | { failed: Error };

export interface ApartSteps {
  /** Stores some bodies; with them the position, if that may advance. */
  attempt(bodies: SpooledBody[], mayAdvance: boolean): Promise<Attempt>;
  putAside(body: SpooledBody, reason: Error): Promise<'done' | 'stopped'>;
  /** All up to the last of these is stored or put aside. */
  advance(bodies: SpooledBody[]): void;
}

/** So many bodies that fail one after the other make it doubtful whether the store works at all. */
const doubtful = 8;
const samples = 4;

/**
 * After a batch failed for good: finds the bodies that fail alone, by halves, and puts them aside, but none before
 * another body was stored, which shows that it is the body's fault and not the store's. Where none can be stored, `failed`
 * is returned, and nothing that was tried is lost: all is to be tried again.
 */
export async function storeApart(bodies: SpooledBody[], error: Error, steps: ApartSteps): Promise<Attempt> {
  const search = new Search(steps);
  const groups = bodies.length > 1 ? halves(bodies) : [];
  let result: Attempt = bodies.length > 1 ? 'done' : await search.suspect(bodies[0], error, []);
  for (let group = groups.shift(); group && result === 'done'; group = groups.shift()) {
    const attempt = await steps.attempt(group, search.isClear);
    if (attempt === 'done') {
      result = await search.stored(group);
    } else if (attempt === 'stopped') {
      result = attempt;
    } else if (group.length > 1) {
      groups.unshift(...halves(group));
    } else {
      result = await search.suspect(group[0], attempt.failed, groups.flat());
    }
  }
  return result === 'done' ? search.end() : result;
}

class Search {
  readonly #steps: ApartSteps;
  /** They failed alone and are not yet put aside; the position stays before the first of them. */
  #suspects: Array<{ body: SpooledBody; error: Error }> = [];
  /** How many may be put aside before another one has to be stored. */
  #trust = 0;

  constructor(steps: ApartSteps) {
    this.#steps = steps;
  }

  /** Whether the position may advance with the next body that is stored. */
  get isClear(): boolean {
    return this.#suspects.length === 0;
  }

  async stored(group: SpooledBody[]): Promise<Attempt> {
    this.#trust = doubtful;
    const result = await this.#convict();
    if (result === 'done') {
      this.#steps.advance(group);
    }
    return result;
  }

  async suspect(body: SpooledBody, error: Error, rest: SpooledBody[]): Promise<Attempt> {
    this.#suspects.push({ body, error });
    if (this.#trust > 0) {
      this.#trust--;
      return this.#convict();
    }
    if (this.#suspects.length < doubtful) {
      return 'done';
    }
    return this.#sample(rest);
  }

  /** Nothing has shown that the store works: tries bodies from farther on. */
  async #sample(rest: SpooledBody[]): Promise<Attempt> {
    for (let number = 0; number < Math.min(samples, rest.length); number++) {
      const body = rest[Math.floor(((number + 0.5) * rest.length) / Math.min(samples, rest.length))];
      const attempt = await this.#steps.attempt([body], false);
      if (attempt === 'done') {
        this.#trust = doubtful;
        return this.#convict();
      }
      if (attempt === 'stopped') {
        return 'stopped';
      }
    }
    return { failed: this.#suspects[0].error };
  }

  async #convict(): Promise<Attempt> {
    for (let first = this.#suspects[0]; first; first = this.#suspects[0]) {
      if ((await this.#steps.putAside(first.body, first.error)) === 'stopped') {
        return 'stopped';
      }
      this.#steps.advance([first.body]);
      this.#suspects.shift();
    }
    return 'done';
  }

  end(): Attempt {
    return this.#suspects.length === 0 ? 'done' : { failed: this.#suspects[0].error };
  }
}

function halves(bodies: SpooledBody[]): SpooledBody[][] {
  const middle = Math.ceil(bodies.length / 2);
  return [bodies.slice(0, middle), bodies.slice(middle)];
}
