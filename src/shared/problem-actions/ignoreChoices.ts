import type { ProblemChange } from '../../../contract/problems';

export interface IgnoreChoice {
  label: string;
  /** As it is chosen at this time (ms since 1970). */
  change: (now: number) => ProblemChange;
}

const hour = 3_600_000;
const day = 24 * hour;

function forMs(label: string, ms: number): IgnoreChoice {
  return { label, change: (now) => ({ kind: 'status', status: 'ignored', until: now + ms }) };
}

function untilMore(count: number): IgnoreChoice {
  return {
    label: `Until ${count.toLocaleString('en-US')} more occurrences`,
    change: () => ({ kind: 'status', status: 'ignored', count }),
  };
}

function untilPerHour(perHour: number): IgnoreChoice {
  return {
    label: `Until ${perHour} within an hour`,
    change: () => ({ kind: 'status', status: 'ignored', perHour }),
  };
}

/** What most want, in groups; everything else is asked for by `IgnoreDialog`. */
export const ignoreChoices: IgnoreChoice[][] = [
  [{ label: 'Until somebody opens it again', change: () => ({ kind: 'status', status: 'ignored' }) }],
  [forMs('For an hour', hour), forMs('For a day', day), forMs('For a week', 7 * day)],
  [untilMore(10), untilMore(100), untilPerHour(10)],
];
