import type { Coverage } from '../../../../contract/coverage.ts';

/** What a figure of one service was counted from. */
export interface ServiceCoverage {
  service: string;
  source: Coverage['source'];
  from: number;
  of: number | null;
  /** Whether nothing is missing, however few requests have a trace. */
  complete: boolean;
}

/** One coverage for a figure that several services share. */
export function coverageOf(parts: ServiceCoverage[]): Coverage {
  // A service that is silent in the range says nothing about how the others were counted.
  const active = parts.filter((part) => part.from > 0 || (part.of ?? 0) > 0);
  const sources = new Set((active.length > 0 ? active : parts).map((part) => part.source));
  const whole = active.map((part) => ({ ...part, ...(part.complete || isWhole(part) ? completed(part) : {}) }));
  const known = whole.every((part) => part.of !== null);
  return {
    source: sources.size > 1 ? 'mixed' : ([...sources][0] ?? 'traces'),
    from: whole.reduce((sum, part) => sum + part.from, 0),
    of: known ? whole.reduce((sum, part) => sum + (part.of ?? 0), 0) : null,
    note: noteOf(whole),
  };
}

/**
 * The store dates a request's counter at its end and its trace at its start, so that at the edges of a range some
 * requests are counted by one of them alone. A store that samples leaves out far more.
 */
function isWhole({ from, of }: ServiceCoverage): boolean {
  return of !== null && of - from <= Math.max(of / 50, Math.min(of / 20, 5));
}

function completed(part: ServiceCoverage): Pick<ServiceCoverage, 'from' | 'of'> {
  const all = Math.max(part.from, part.of ?? 0);
  return { from: all, of: all };
}

function noteOf(parts: ServiceCoverage[]): string {
  const sampled = parts.filter((part) => part.of !== null && part.from < part.of);
  const uncounted = parts.filter((part) => part.of === null);
  const notes: string[] = [];
  if (sampled.length > 0) {
    const from = sampled.reduce((sum, part) => sum + part.from, 0);
    const of = sampled.reduce((sum, part) => sum + (part.of ?? 0), 0);
    notes.push(
      `Counted from ${from} of ${of} requests: the others sent no trace. ` +
        `A sampling rate of 1 in ${namesOf(sampled)} makes it complete.`
    );
  }
  if (uncounted.length > 0) {
    notes.push(
      `Counted from the traces that ${namesOf(uncounted)} sent, which may be a sample. ` +
        'With metrics switched on in the store, every request counts.'
    );
  }
  return notes.join(' ');
}

function namesOf(parts: ServiceCoverage[]): string {
  return parts.map((part) => part.service).join(', ');
}
