import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Retention } from '../partitions/Retention.ts';
import type { Job } from './Job.ts';

const dayMs = 86_400_000;
/** Beyond the retention: what waits in a spool, clocks that differ, and days by which partitions are dropped. */
const marginMs = 7 * dayMs;
const mostAtOnce = 500;

/**
 * Deletes what no block refers to any more: span templates and log patterns that were not used since before the oldest
 * block. Texts stay, as roll-ups and occurrences refer to them, too, and for longer.
 */
export function cleanDictionary({ pool, retention }: { pool: Pool; retention: Retention }, now: () => number): Job {
  return {
    pauseMs: dayMs,
    pauseAfterFailureMs: 60 * 60_000,
    run: async ({ signal }) => {
      const unusedSince = new Date(now() - retention.traces - marginMs).toISOString().slice(0, 10);
      let deleted = 0;
      for (let ids = await findUnused(pool, unusedSince); ids.length > 0 && !signal.aborted;) {
        // The condition again: an entry may have come into use just now.
        const [{ affectedRows }] = await pool.query<ResultSetHeader>(
          'DELETE FROM maho_insights_dictionary WHERE entry_id IN (?) AND last_used < ?',
          [ids, unusedSince]
        );
        deleted += affectedRows;
        ids = await findUnused(pool, unusedSince);
      }
      return { deleted, unusedSince };
    },
  };
}

async function findUnused(pool: Pool, unusedSince: string): Promise<Buffer[]> {
  const [rows] = await pool.query<Array<RowDataPacket & { id: Buffer }>>(
    `SELECT entry_id AS id FROM maho_insights_dictionary
     WHERE kind IN ('span', 'log') AND last_used < ? LIMIT ${mostAtOnce}`,
    [unusedSince]
  );
  return rows.map(({ id }) => id);
}
