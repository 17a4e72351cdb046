import type { Occurrence } from '../../../pipeline/analysis.ts';
import type { ProblemState } from '../../tables/problemStates.ts';

export const problem: ProblemState = {
  id: 'p',
  title: 'It failed',
  firstSeen: new Date(100),
  lastSeen: new Date(200),
  count: 5,
  firstVersion: '26.9.0',
  lastVersion: '26.9.0',
  status: 'open',
  statusChangedBy: null,
  statusChangedAt: null,
  revision: 0,
  assignee: null,
  regressedAt: null,
  resolvedAfter: null,
  ignoredUntil: null,
  ignoredCount: null,
  ignoredRate: null,
  mergedInto: null,
};

/** An occurrence at a time in ms. */
export function at(ms: number, mahoVersion: string | null = '26.9.0', id = `at ${ms}`): Occurrence {
  return { id, time: ms * 1000, resource: { mahoVersion } } as Occurrence;
}

/** The same as it was known before. */
export function was(ms: number, id = `at ${ms}`) {
  return { id, problemId: 'p', time: new Date(ms) };
}
