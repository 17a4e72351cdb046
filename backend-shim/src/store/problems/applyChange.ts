import type { Occurrence } from '../../pipeline/analysis.ts';
import type { ProblemState } from '../tables/problemStates.ts';
import { msOf, type ProblemChange } from './ProblemChange.ts';

/** What follows from occurrences: how many, when and in which versions they were seen. */
export function applyChange(state: ProblemState, { before, now }: ProblemChange): ProblemState {
  let next = { ...state, count: Math.max(0, state.count + now.length - before.length) };
  for (const occurrence of now) {
    next = seen(next, occurrence);
  }
  return next;
}

function seen(state: ProblemState, occurrence: Occurrence): ProblemState {
  const time = msOf(occurrence);
  const version = occurrence.resource.mahoVersion;
  const [isFirst, isLast] = [time <= +state.firstSeen, time >= +state.lastSeen];
  if (!isFirst && !isLast && state.firstVersion !== null && state.lastVersion !== null) {
    return state;
  }
  return {
    ...state,
    firstSeen: isFirst ? new Date(time) : state.firstSeen,
    lastSeen: isLast ? new Date(time) : state.lastSeen,
    firstVersion: (isFirst ? version : null) ?? state.firstVersion ?? version,
    lastVersion: (isLast ? version : null) ?? state.lastVersion ?? version,
  };
}
