import type { Analysis } from '../../pipeline/analysis.ts';

/** What a store with a wrong clock tells, as if it had happened when it came; `shift` in microseconds. */
export function moveTimes(analysis: Analysis, shift: number): Analysis {
  if (shift === 0) {
    return analysis;
  }
  return {
    trace: analysis.trace && { ...analysis.trace, start: analysis.trace.start + shift },
    occurrences: analysis.occurrences.map((each) => ({ ...each, time: each.time + shift })),
    events: analysis.events.map((each) => ({ ...each, time: each.time + shift })),
  };
}
