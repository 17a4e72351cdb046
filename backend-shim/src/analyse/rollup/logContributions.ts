import type { LogRecord } from '../../pipeline/records.ts';
import type { Contribution } from '../../pipeline/rollups.ts';
import { severityName } from '../../pipeline/severityName.ts';
import { remember } from '../privacy/remember.ts';
import { grouping } from '../problems/grouping/current.ts';
import { dimension } from './dimension.ts';
import { minuteOf } from './minuteOf.ts';

/** Of what says nothing. */
const empty = '(no text)';
/** Far more than a title is made of. */
const longestText = 2_000;
/** A store writes the same few records over and over. */
const patternOf = remember((text) => grouping.group({ kind: 'log', text }).title, 5_000, 512);
const maxSeries = 20_000;

/** An array of dimensions is found by identity where sums are made: so each series has one. */
const known = new Map<string, string[]>();

/** Log records by their pattern, a contribution for each pattern and minute. Each record must be told once. */
export function logContributions(logs: LogRecord[]): Contribution[] {
  const byMinute = new Map<number, Map<string[], Contribution>>();
  for (const log of logs) {
    const minute = minuteOf(log.time);
    const dimensions = dimensionsOf(log);
    let series = byMinute.get(minute);
    if (!series) {
      series = new Map();
      byMinute.set(minute, series);
    }
    const contribution = series.get(dimensions);
    if (contribution) {
      contribution.values[0] += 1;
    } else {
      series.set(dimensions, { kind: 'logs', minute, dimensions, values: [1], durations: [] });
    }
  }
  return [...byMinute.values()].flatMap((series) => [...series.values()]);
}

function dimensionsOf({ resource, severity, body }: LogRecord): string[] {
  const service = dimension(resource.service, 'service');
  const pattern = dimension(patternOf(body.slice(0, longestText)), 'pattern') || empty;
  const key = `${severity}\n${service}\n${pattern}`;
  let dimensions = known.get(key);
  if (!dimensions) {
    if (known.size >= maxSeries) {
      known.clear();
    }
    dimensions = [service, severityName(severity), pattern];
    known.set(key, dimensions);
  }
  return dimensions;
}
