import { compareVersions } from '../../pipeline/compareVersions.ts';
import { unconditional } from '../../store/problems/lifeCycle.ts';
import type { LifeCycle, Part, ProblemState } from '../../store/tables/problemStates.ts';
import { QueryError } from '../shared/QueryError.ts';
import type { Changes } from './Changes.ts';

/** As many as can be taken back at once. */
const mostChanged = 1_000;

interface Doer {
  login: string;
  now: Date;
}

/**
 * Makes a problem, with its own parts, a part of another one; where that is a part itself, of the whole. What is one
 * already is left as it is.
 */
export function merge(
  changes: Changes,
  state: ProblemState,
  { into, parts, ...by }: Doer & { into: string; parts: Part[] }
): void {
  const named = changes.stateOf(into);
  const target = changes.stateOf(named?.mergedInto ?? into);
  if (!named || !target) {
    throw new QueryError('not_found', 'The problem to merge into is not there any more. Look in the list of errors.');
  }
  if (state.id === target.id || changes.stateOf(state.id)?.mergedInto === target.id) {
    return;
  }
  if (changes.size + 1 + parts.length > mostChanged) {
    changes.refuse(state.id, `No more than ${mostChanged} problems, with their parts, can be merged at once.`);
    return;
  }
  for (const id of [state.id, ...parts.map((part) => part.id)]) {
    moveInto(changes, id, target.id);
    tell(changes, 'merged', { part: id, whole: target.id }, by, id === state.id);
  }
}

/** Makes a part a problem of its own again. */
export function unmerge(changes: Changes, state: ProblemState, by: Doer): void {
  const whole = state.mergedInto;
  if (whole === null) {
    changes.refuse(state.id, 'It is no part of another problem.');
    return;
  }
  moveInto(changes, state.id, null);
  changes.change(state.id, seenMeanwhile(state, by));
  tell(changes, 'unmerged', { part: state.id, whole }, by, true);
}

/** Moves a problem, and with it its occurrences: until as many more as before is something ignored. */
export function moveInto(changes: Changes, id: string, target: string | null): void {
  const state = changes.stateOf(id) as ProblemState;
  countOn(changes, state.mergedInto, -state.count);
  countOn(changes, target, state.count);
  changes.change(id, { mergedInto: target });
}

function countOn(changes: Changes, id: string | null, count: number): void {
  const state = id === null ? undefined : changes.stateOf(id);
  if (state && state.ignoredCount !== null) {
    changes.adjust(state.id, { ignoredCount: state.ignoredCount + count });
  }
}

/** While it was a part, nobody looked at whether it had been resolved. */
function seenMeanwhile(
  { status, statusChangedAt, resolvedAfter, lastSeen, lastVersion }: ProblemState,
  { login, now }: Doer
): Partial<LifeCycle> {
  const isBack =
    status === 'resolved' &&
    +lastSeen > +(statusChangedAt ?? 0) &&
    (resolvedAfter === null || (lastVersion !== null && compareVersions(lastVersion, resolvedAfter) > 0));
  return isBack ? { ...unconditional, status: 'open', statusChangedBy: login, statusChangedAt: now } : {};
}

/** Says it of both, unless the whole is told of another one with which this one came. */
export function tell(
  changes: Changes,
  kind: 'merged' | 'unmerged',
  { part, whole }: { part: string; whole: string },
  { login, now }: Doer,
  ofBoth: boolean
): void {
  const titleOf = (id: string) => changes.stateOf(id)?.title ?? '';
  const said = { at: +now, kind, actor: login };
  changes.activity.push({ ...said, problemId: part, data: { id: whole, title: titleOf(whole), as: 'part' } });
  if (ofBoth && changes.stateOf(whole)) {
    changes.activity.push({ ...said, problemId: whole, data: { id: part, title: titleOf(part), as: 'whole' } });
  }
}
