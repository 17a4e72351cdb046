import type { TemplateTraits } from '../templates/TemplateTraits.ts';

/** Of all scopes together; then they are forgotten and made anew. */
const maxSeries = 200_000;
/** As many callers as a number holds beside a query's. */
const callers = 1 << 20;

/**
 * The series of one service, store and route, each with one array of dimensions for all its contributions: to know it
 * again by identity is far cheaper than by its texts.
 */
export class Scope {
  readonly #common: [string, string, string];
  readonly #traits: TemplateTraits;
  readonly #count: () => void;
  readonly #components: Array<string[] | undefined> = [];
  readonly #queries = new Map<number, string[]>();

  constructor(common: [string, string, string], traits: TemplateTraits, count: () => void) {
    this.#common = common;
    this.#traits = traits;
    this.#count = count;
  }

  component(number: number): string[] {
    return (this.#components[number] ??= this.#made(this.#traits.components[number]));
  }

  /** Numbers below 0 stand for no caller. */
  query(query: number, caller: number): string[] {
    const key = query * callers + caller + 1;
    const known = this.#queries.get(key);
    if (known) {
      return known;
    }
    this.#count();
    const by = caller < 0 ? null : this.#traits.components[caller];
    const dimensions = [...this.#common, this.#traits.queries[query].id, by ? `${by.component} ${by.name}`.trim() : ''];
    this.#queries.set(key, dimensions);
    return dimensions;
  }

  #made({ component, name }: { component: string; name: string }): string[] {
    this.#count();
    return [...this.#common, component, name];
  }
}

/** All scopes of a process, bounded. */
export class Scopes {
  readonly #traits: TemplateTraits;
  readonly #scopes = new Map<string, Scope>();
  #series = 0;

  constructor(traits: TemplateTraits) {
    this.#traits = traits;
  }

  of(service: string, storeId: string, route: string): Scope {
    if (this.#series > maxSeries) {
      this.#scopes.clear();
      this.#series = 0;
    }
    const key = `${service}\n${storeId}\n${route}`;
    let scope = this.#scopes.get(key);
    if (!scope) {
      this.#series += 1;
      scope = new Scope([service, storeId, route], this.#traits, () => (this.#series += 1));
      this.#scopes.set(key, scope);
    }
    return scope;
  }
}
