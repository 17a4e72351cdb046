import type { Signal } from '../pipeline/records.ts';
import type { SpooledBody } from './BatchReader.ts';

export type Attempt = 'done' | 'stopped' | { failed: Error };

export interface ApartSteps {
  /** Stores some bodies; with them the position, if that may advance. */
  attempt(bodies: SpooledBody[], mayAdvance: boolean): Promise<Attempt>;
  putAside(body: SpooledBody, reason: Error): Promise<'done' | 'stopped'>;
  /** All up to the end of the last one is stored or put aside; so many since the last time. */
  advance(last: SpooledBody, bodies: number): void;
}

interface Suspect {
  body: SpooledBody;
  error: Error;
}

/** So many bodies of one signal that fail one after the other make it doubtful whether the store works at all. */
const doubtful = 8;
const samples = 4;

/**
 * After a batch failed for good: finds the bodies that fail alone, by halves, and puts them aside; but none before
 * another body of its signal was stored, which shows that it is the body's fault and not the store's. (Signals go to
 * different tables, so one says nothing about the other.) Where none can be stored, `failed` is returned, and nothing
 * that was tried is lost: all is to be tried again.
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
  /** They failed alone and are not put aside yet; the position stays before the first of them. */
  #suspects: Suspect[] = [];
  /** How many bodies of a signal may be put aside before another one has to be stored. */
  readonly #trust: Record<Signal, number> = { traces: 0, logs: 0, metrics: 0 };
  /** How many have been looked at since the position advanced. */
  #passed = 0;

  constructor(steps: ApartSteps) {
    this.#steps = steps;
  }

  /** Whether the position may advance with the next body that is stored. */
  get isClear(): boolean {
    return this.#suspects.length === 0;
  }

  async stored(group: SpooledBody[]): Promise<Attempt> {
    group.forEach(({ body }) => (this.#trust[body.signal] = doubtful));
    this.#passed += group.length;
    return this.#convict(group[group.length - 1]);
  }

  async suspect(body: SpooledBody, error: Error, rest: SpooledBody[]): Promise<Attempt> {
    const { signal } = body.body;
    this.#suspects.push({ body, error });
    this.#passed++;
    if (this.#trust[signal] > 0) {
      this.#trust[signal]--;
      return this.#convict(body, true);
    }
    const alike = this.#suspects.filter((suspect) => suspect.body.body.signal === signal);
    return alike.length < doubtful ? 'done' : this.#sample(body, alike[0].error, rest);
  }

  /** Nothing has shown that the store works: tries bodies from farther on. */
  async #sample(last: SpooledBody, error: Error, rest: SpooledBody[]): Promise<Attempt> {
    const { signal } = last.body;
    const alike = rest.filter(({ body }) => body.signal === signal);
    const count = Math.min(samples, alike.length);
    for (let number = 0; number < count; number++) {
      const attempt = await this.#steps.attempt([alike[Math.floor(((number + 0.5) * alike.length) / count)]], false);
      if (attempt === 'done') {
        this.#trust[signal] = doubtful;
        return this.#convict(last);
      }
      if (attempt === 'stopped') {
        return attempt;
      }
    }
    return { failed: error };
  }

  /** Puts aside those of whose signals others were stored; `mayBeLast`: the trust was used up for this one. */
  async #convict(last: SpooledBody, mayBeLast = false): Promise<Attempt> {
    const held: Suspect[] = [];
    for (const suspect of this.#suspects) {
      const isGuilty = this.#trust[suspect.body.body.signal] > 0 || (mayBeLast && suspect.body === last);
      if (!isGuilty) {
        held.push(suspect);
      } else if ((await this.#steps.putAside(suspect.body, suspect.error)) === 'stopped') {
        return 'stopped';
      }
    }
    this.#suspects = held;
    if (held.length === 0) {
      this.#steps.advance(last, this.#passed);
      this.#passed = 0;
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
