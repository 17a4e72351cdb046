import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import { readRollups } from '../metrics/readRollups.ts';
import { rollupKinds } from '../../pipeline/rollups.ts';
import { countRows } from '../tables/occurrences.ts';
import { msOf } from './ProblemChange.ts';

const minuteMs = 60_000;
const hourMinutes = 60;
const problemPlace = rollupKinds.problems.dimensions.indexOf('problemId');
/** Occurrences may come hours late; of more hours than these, the latest are looked at. */
const mostMinutes = 6 * hourMinutes;

/**
 * The most occurrences that some problems together had within any 60 minutes since a time, of those hours that hold
 * fresh ones. By minutes of the roll-ups, with the fresh ones, which are not committed yet; of the minute in which it
 * began, by rows.
 */
export async function mostInAnHour(
  pool: Pool,
  connection: PoolConnection,
  problemIds: string[],
  { since, fresh }: { since: Date; fresh: Occurrence[] }
): Promise<number> {
  const minutes = fresh.map((each) => Math.floor(msOf(each) / minuteMs));
  const last = minutes.reduce((a, b) => Math.max(a, b)) + hourMinutes - 1;
  const began = Math.floor(+since / minuteMs);
  const earliest = minutes.reduce((a, b) => Math.min(a, b)) - hourMinutes + 1;
  const first = Math.max(earliest, began, last - mostMinutes);
  if (first > last) {
    return 0;
  }
  const counts = new Array<number>(last - first + 1).fill(0);
  const add = (minute: number, count: number) => {
    if (minute >= first && minute <= last) {
      counts[minute - first] += count;
    }
  };
  const wanted = new Set(problemIds);
  const series = await readRollups(pool, {
    kind: 'problems',
    from: first * minuteMs,
    to: (last + 1) * minuteMs,
    bucketMs: minuteMs,
    where: (dimensions) => wanted.has(dimensions[problemPlace]),
    by: [],
  });
  series.forEach(({ bucket, values }) => add(first + bucket, values[0]));
  minutes.forEach((minute) => add(minute, 1));
  if (first === began) {
    const rows = await countRows(connection, problemIds, { from: since, to: new Date((began + 1) * minuteMs) });
    counts[0] = [...rows.values()].reduce((sum, each) => sum + each, 0);
  }
  return mostOf(counts);
}

function mostOf(counts: number[]): number {
  let [sum, most] = [0, 0];
  counts.forEach((count, at) => {
    sum += count - (at >= hourMinutes ? counts[at - hourMinutes] : 0);
    most = Math.max(most, sum);
  });
  return most;
}
