import type { Problem } from './Problem.ts';

/** More merges in a row than this are taken for a circle. */
const deepest = 20;
const none: readonly Problem[] = [];

/** Of lists of ids, which of the problems each of them is. */
type Known = WeakMap<readonly string[], Array<Problem | undefined>>;

interface Source {
  byId: ReadonlyMap<string, Problem>;
  merged: Iterable<Problem>;
  /** For who asks again and again. */
  known?: Known;
}

/** All problems, and which of them are told as one. */
export class Problems {
  readonly #byId: ReadonlyMap<string, Problem>;
  readonly #known: Known;
  /** Of each problem that others were merged into, these, by way of others, too. */
  readonly #parts = new Map<Problem, Problem[]>();

  constructor({ byId, merged, known = new WeakMap() }: Source) {
    this.#byId = byId;
    this.#known = known;
    for (const part of merged) {
      const target = this.told(part);
      if (target !== part) {
        this.#parts.set(target, [...(this.#parts.get(target) ?? []), part]);
        target.mayHaveParts = true;
      }
    }
  }

  get(id: string): Problem | undefined {
    return this.#byId.get(id);
  }

  /** Of each id its problem; undefined where there is none. Asked for the same list again, it looks up new ones alone. */
  all(ids: readonly string[]): ReadonlyArray<Problem | undefined> {
    const found = this.#known.get(ids) ?? [];
    this.#known.set(ids, found);
    for (let at = 0; at < ids.length; at++) {
      found[at] ??= this.#byId.get(ids[at]);
    }
    return found;
  }

  /** As which a problem is told: itself, or what it was merged into, as far as that is there. */
  told(problem: Problem): Problem {
    let target = problem;
    for (let depth = 0; target.mergedInto !== null && depth < deepest; depth++) {
      const next = this.#byId.get(target.mergedInto);
      if (!next) {
        break;
      }
      target = next;
    }
    return target;
  }

  /** As {@link told}; null for none at all. */
  targetOf(id: string): Problem | null {
    const problem = this.#byId.get(id);
    return problem ? this.told(problem) : null;
  }

  /** Those that were merged into it. */
  partsOf(problem: Problem): readonly Problem[] {
    return (problem.mayHaveParts && this.#parts.get(problem)) || none;
  }

  /** Of a problem that is told: its own id and those of its parts. */
  idsOf(problem: Problem): string[] {
    return [problem.id, ...this.partsOf(problem).map((part) => part.id)];
  }

  /** With its parts. */
  firstSeen(problem: Problem): number {
    const parts = this.partsOf(problem);
    return parts.length > 0 ? Math.min(problem.firstSeen, ...parts.map((part) => part.firstSeen)) : problem.firstSeen;
  }

  lastSeen(problem: Problem): number {
    const parts = this.partsOf(problem);
    return parts.length > 0 ? Math.max(problem.lastSeen, ...parts.map((part) => part.lastSeen)) : problem.lastSeen;
  }

  values(): IterableIterator<Problem> {
    return this.#byId.values();
  }
}
