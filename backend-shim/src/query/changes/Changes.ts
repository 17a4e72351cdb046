import type { ChangesDocument, UndoRequest } from '../../../../contract/problems.ts';
import type { NewActivity } from '../../store/tables/activity.ts';
import type { LifeCycle, ProblemState } from '../../store/tables/problemStates.ts';

/** What one request changes: states as they become, what is said of it, and what is left alone and why. */
export class Changes {
  readonly refused: ChangesDocument['refused'] = [];
  readonly activity: NewActivity[] = [];
  readonly #before: Map<string, ProblemState>;
  readonly #now: Map<string, ProblemState>;
  /** In the order in which they were changed. */
  readonly #changed = new Set<string>();

  /** @param states - locked, by id */
  constructor(states: Map<string, ProblemState>) {
    this.#before = states;
    this.#now = new Map(states);
  }

  /** As it becomes. */
  stateOf(id: string): ProblemState | undefined {
    return this.#now.get(id);
  }

  /** As it was. */
  was(id: string): ProblemState | undefined {
    return this.#before.get(id);
  }

  get size(): number {
    return this.#changed.size;
  }

  /** A change that others must have seen before they make their own, and that can be taken back. */
  change(id: string, parts: Partial<LifeCycle>): void {
    const state = this.#now.get(id) as ProblemState;
    const revision = (this.#before.get(id) as ProblemState).revision + 1;
    this.#now.set(id, { ...state, ...parts, revision });
    this.#changed.add(id);
  }

  /** What changes with another problem. */
  adjust(id: string, parts: Partial<LifeCycle>): void {
    const state = this.#now.get(id);
    if (state) {
      this.#now.set(id, { ...state, ...parts });
    }
  }

  /** As if it had never been changed. */
  revert(id: string): void {
    this.#now.set(id, this.#before.get(id) as ProblemState);
    this.#changed.delete(id);
  }

  refuse(id: string, message: string): void {
    this.refused.push({ id, message });
  }

  toWrite(): ProblemState[] {
    return [...this.#now.values()].filter((state) => state !== this.#before.get(state.id));
  }

  document(): ChangesDocument {
    const ids = [...this.#changed];
    return {
      changed: ids.map((id) => {
        const { revision, status, assignee } = this.#now.get(id) as ProblemState;
        return { id, revision, status, assignee };
      }),
      refused: this.refused,
      undo: { problems: ids.map((id) => this.#undoOf(id)) },
    };
  }

  #undoOf(id: string): UndoRequest['problems'][number] {
    const before = this.#before.get(id) as ProblemState;
    return {
      id,
      revision: (this.#now.get(id) as ProblemState).revision,
      before: {
        status: before.status,
        resolvedAfter: before.resolvedAfter,
        regressedAt: msOf(before.regressedAt),
        ignoredUntil: msOf(before.ignoredUntil),
        ignoredCount: before.ignoredCount,
        ignoredRate: before.ignoredRate,
        assignee: before.assignee,
        mergedInto: before.mergedInto,
      },
    };
  }
}

function msOf(date: Date | null): number | null {
  return date === null ? null : +date;
}
