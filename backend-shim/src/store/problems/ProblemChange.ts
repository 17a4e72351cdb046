import type { Occurrence } from '../../pipeline/analysis.ts';
import type { KnownOccurrence } from '../tables/occurrences.ts';

/** What a batch changes of one problem. */
export interface ProblemChange {
  before: KnownOccurrence[];
  now: Occurrence[];
}

/** By problem. */
export function changesOf(before: KnownOccurrence[], now: Occurrence[]): Map<string, ProblemChange> {
  const changes = new Map<string, ProblemChange>();
  const changeOf = (id: string) => {
    const change = changes.get(id) ?? { before: [], now: [] };
    changes.set(id, change);
    return change;
  };
  before.forEach((occurrence) => changeOf(occurrence.problemId).before.push(occurrence));
  now.forEach((occurrence) => changeOf(occurrence.problemId).now.push(occurrence));
  return changes;
}

/** Those that were not known before. */
export function freshOf({ before, now }: ProblemChange): Occurrence[] {
  if (before.length === 0) {
    return now;
  }
  const known = new Set(before.map(({ id }) => id));
  return now.filter(({ id }) => !known.has(id));
}

export function latestOf(occurrences: Occurrence[]): Occurrence | null {
  return occurrences.reduce<Occurrence | null>((a, b) => (a && a.time > b.time ? a : b), null);
}

/** ms since 1970 */
export function msOf({ time }: Pick<Occurrence, 'time'>): number {
  return Math.floor(time / 1000);
}
