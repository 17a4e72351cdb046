import type { Problem } from './Problem.ts';

/** More merges in a row than this are taken for a circle. */
const deepest = 20;

/** All problems, as they are at one moment, and which of them are told as one. */
export class Problems {
  readonly #byId: ReadonlyMap<string, Problem>;
  /** Of each problem that others were merged into, these, by way of others, too. */
  readonly #parts = new Map<string, Problem[]>();

  constructor(byId: ReadonlyMap<string, Problem>, merged: Iterable<Problem>) {
    this.#byId = byId;
    for (const part of merged) {
      const target = this.targetOf(part.id);
      if (target !== null && target.id !== part.id) {
        this.#parts.set(target.id, [...(this.#parts.get(target.id) ?? []), part]);
      }
    }
  }

  get(id: string): Problem | undefined {
    return this.#byId.get(id);
  }

  /** As which a problem is told: itself, or what it was merged into, as far as that is there; null for none at all. */
  targetOf(id: string): Problem | null {
    let problem = this.#byId.get(id);
    for (let depth = 0; problem?.mergedInto && depth < deepest; depth++) {
      const next = this.#byId.get(problem.mergedInto);
      if (!next) {
        break;
      }
      problem = next;
    }
    return problem ?? null;
  }

  /** Those that were merged into it. */
  partsOf(id: string): readonly Problem[] {
    return this.#parts.get(id) ?? [];
  }

  /** Of a problem that is told: its own id and those of its parts. */
  idsOf(id: string): string[] {
    return [id, ...this.partsOf(id).map((part) => part.id)];
  }

  /** With its parts. */
  firstSeen(problem: Problem): number {
    return this.partsOf(problem.id).reduce((first, part) => Math.min(first, part.firstSeen), problem.firstSeen);
  }

  lastSeen(problem: Problem): number {
    return this.partsOf(problem.id).reduce((last, part) => Math.max(last, part.lastSeen), problem.lastSeen);
  }

  values(): IterableIterator<Problem> {
    return this.#byId.values();
  }
}
