import type { Pool } from 'mysql2/promise';
import { dropPartitions } from '../partitions/dropPartitions.ts';
import { ensurePartitions } from '../partitions/ensurePartitions.ts';
import type { Retention } from '../partitions/Retention.ts';
import type { Job } from './Job.ts';

const minuteMs = 60_000;

/** Makes partitions for the days to come, and drops those that are older than the retention. */
export function keepPartitions({ pool, retention }: { pool: Pool; retention: Retention }, now: () => number): Job {
  return {
    pauseMs: 60 * minuteMs,
    pauseAfterFailureMs: minuteMs,
    run: async ({ before }) => {
      const time = now();
      const made = await ensurePartitions(pool, time, retention);
      const { dropped, unmerged } = await dropPartitions(pool, time, retention);
      const last = dropped.length > 0 ? { at: time, partitions: dropped } : (before?.result.lastDropped ?? null);
      return { made: made.length, dropped: dropped.length, lastDropped: last, unmerged };
    },
  };
}
