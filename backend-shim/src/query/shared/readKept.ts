import type { Pool } from 'mysql2/promise';
import { select } from './select.ts';

/** What roll-ups there are; ms since 1970. */
export interface Kept {
  /** Begin of the first minute of which something is kept, or of the first hour, where minutes are gone. */
  first: number;
  /** Before that, counts are kept by whole hours. */
  minutesSince: number;
}

const hour = 3_600_000;

export async function readKept(pool: Pool): Promise<Kept> {
  const [row] = await select<{ firstMinute: Date | null; firstHour: Date | null }>(
    pool,
    `SELECT (SELECT bucket_start FROM maho_insights_metrics ORDER BY bucket_start LIMIT 1) AS firstMinute,
       (SELECT bucket_start FROM maho_insights_metrics_history WHERE resolution = 'hour'
        ORDER BY bucket_start LIMIT 1) AS firstHour`,
    []
  );
  const firstMinute = +(row?.firstMinute ?? Infinity);
  const firstHour = +(row?.firstHour ?? Infinity);
  // Minutes are summed up into the hour that they are in: an earlier one is of minutes that were dropped.
  return firstHour < Math.floor(firstMinute / hour) * hour
    ? { first: firstHour, minutesSince: firstMinute }
    : { first: firstMinute, minutesSince: 0 };
}
