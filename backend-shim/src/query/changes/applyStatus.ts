import type { ProblemChange } from '../../../../contract/problems.ts';
import { compareVersions } from '../../pipeline/compareVersions.ts';
import { unconditional } from '../../store/problems/lifeCycle.ts';
import type { LifeCycle, ProblemState } from '../../store/tables/problemStates.ts';
import { QueryError } from '../shared/QueryError.ts';

export type StatusChange = Extract<ProblemChange, { kind: 'status' }>;

export interface Known {
  login: string;
  now: Date;
  /** Of all services, seen so far. */
  versions: string[];
  /** Occurrences of the problem and its parts. */
  total: number;
}

/** @throws QueryError `invalid` where conditions do not belong to the status */
export function checkStatus({ status, inNextVersion, until, count, perHour }: StatusChange, now: Date): void {
  if (inNextVersion && status !== 'resolved') {
    throw new QueryError('invalid', 'Only a resolved problem can be resolved in the next version.');
  }
  if ((until ?? count ?? perHour) !== undefined && status !== 'ignored') {
    throw new QueryError('invalid', 'Only an ignored problem can be ignored until something happens.');
  }
  if (until !== undefined && until <= +now) {
    throw new QueryError('invalid', 'A problem can be ignored until a time to come only.');
  }
}

/** What becomes of the problem; null where no version is known to be before the next one. */
export function applyStatus(state: ProblemState, change: StatusChange, known: Known): Partial<LifeCycle> | null {
  const { status, inNextVersion = false, until, count, perHour } = change;
  const resolvedAfter = inNextVersion ? newestOf([...known.versions, state.lastVersion ?? '']) : null;
  if (inNextVersion && resolvedAfter === null) {
    return null;
  }
  return {
    ...unconditional,
    status,
    statusChangedBy: known.login,
    statusChangedAt: known.now,
    regressedAt: status === 'resolved' ? null : state.regressedAt,
    resolvedAfter,
    ignoredUntil: until === undefined ? null : new Date(until),
    ignoredCount: count === undefined ? null : known.total + count,
    ignoredRate: perHour ?? null,
  };
}

function newestOf(versions: string[]): string | null {
  return versions.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a), '') || null;
}
