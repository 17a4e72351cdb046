import type { Occurrence } from '../../pipeline/analysis.ts';
import { compareVersions } from '../../pipeline/compareVersions.ts';
import type { LifeCycle } from '../tables/problemStates.ts';
import { latestOf, msOf } from './ProblemChange.ts';

/** Nobody did it: the status has a time, and no name. */
export interface Opened<State> {
  state: State;
  kind: 'regressed' | 'reopened';
  data: Record<string, unknown>;
}

/**
 * The problem open again, where one of the occurrences is a regression: later than when it was called resolved, and
 * where it was resolved in the next version, of a later one than had been seen by then.
 */
export function regressed<State extends LifeCycle>(state: State, fresh: Occurrence[]): Opened<State> | null {
  if (state.status !== 'resolved') {
    return null;
  }
  const resolvedAt = +(state.statusChangedAt ?? 0);
  const back = fresh.filter((each) => msOf(each) > resolvedAt && isLater(each, state.resolvedAfter));
  if (back.length === 0) {
    return null;
  }
  const first = back.reduce((a, b) => (b.time < a.time ? b : a));
  const at = new Date(msOf(first));
  return {
    state: { ...opened(state, at), regressedAt: at },
    kind: 'regressed',
    data: { version: first.resource.mahoVersion },
  };
}

/** What does not tell its version tells of no later one. */
function isLater({ resource }: Occurrence, resolvedAfter: string | null): boolean {
  return (
    resolvedAfter === null ||
    (resource.mahoVersion !== null && compareVersions(resource.mahoVersion, resolvedAfter) > 0)
  );
}

/** What an ignored problem's conditions ask for. */
export interface Frequency {
  /** Occurrences of all time, of its parts as well. */
  total(): Promise<number>;
  /** The most that there were within an hour since it was ignored, about the time of the fresh ones. */
  mostInAnHour(): Promise<number>;
}

/** The problem open again, where it was ignored until what has come true now. */
export async function reopened<State extends LifeCycle>(
  state: State,
  fresh: Occurrence[],
  frequency: Frequency
): Promise<Opened<State> | null> {
  const latest = latestOf(fresh);
  if (state.status !== 'ignored' || latest === null) {
    return null;
  }
  const why = await reasonOf(state, msOf(latest), frequency);
  if (why === null) {
    return null;
  }
  // It may have come late: the status changed after it was ignored all the same.
  const at = new Date(Math.max(msOf(latest), +(state.statusChangedAt ?? 0) + 1));
  return { state: opened(state, at), kind: 'reopened', data: { why } };
}

async function reasonOf(
  { ignoredUntil, ignoredCount, ignoredRate }: LifeCycle,
  latest: number,
  frequency: Frequency
): Promise<'time' | 'count' | 'rate' | null> {
  if (ignoredUntil !== null && latest >= +ignoredUntil) {
    return 'time';
  }
  if (ignoredCount !== null && (await frequency.total()) >= ignoredCount) {
    return 'count';
  }
  return ignoredRate !== null && (await frequency.mostInAnHour()) >= ignoredRate ? 'rate' : null;
}

/** Open, by nobody; what was said with the status before is over. */
export function opened<State extends LifeCycle>(state: State, at: Date): State {
  return {
    ...state,
    status: 'open',
    statusChangedBy: null,
    statusChangedAt: at,
    revision: state.revision + 1,
    ...unconditional,
  };
}

/** Of a status without conditions. */
export const unconditional = { resolvedAfter: null, ignoredUntil: null, ignoredCount: null, ignoredRate: null };
