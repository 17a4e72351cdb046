import type { Pool } from 'mysql2/promise';
import { inTransaction } from '../inTransaction.ts';
import type { Retention } from '../partitions/Retention.ts';
import { opened } from '../problems/lifeCycle.ts';
import { insertActivity } from '../tables/activity.ts';
import { deleteForgotten, findForgotten } from '../tables/errors.ts';
import { findDue, lockProblems, writeLifeCycles } from '../tables/problemStates.ts';
import type { Job } from './Job.ts';

const minuteMs = 60_000;
const mostAtOnce = 500;

/**
 * Opens problems that were ignored until now, whether or not they are seen again, and deletes those that nobody touched
 * and of which neither an occurrence nor a figure is left.
 */
export function keepProblems({ pool, retention }: { pool: Pool; retention: Retention }, now: () => number): Job {
  return {
    pauseMs: minuteMs,
    pauseAfterFailureMs: minuteMs,
    run: async ({ signal }) => {
      const time = now();
      const result = { reopened: 0, forgotten: 0 };
      for (let due = await findDue(pool, new Date(time), mostAtOnce); due.length > 0 && !signal.aborted;) {
        result.reopened += await reopen(pool, due, time);
        due = await findDue(pool, new Date(time), mostAtOnce);
      }
      const seenBefore = new Date(time - Math.max(retention.occurrences, retention.metrics));
      for (let ids = await findForgotten(pool, seenBefore, mostAtOnce); ids.length > 0 && !signal.aborted;) {
        result.forgotten += await deleteForgotten(pool, ids, seenBefore);
        ids = await findForgotten(pool, seenBefore, mostAtOnce);
      }
      return result;
    },
  };
}

async function reopen(pool: Pool, ids: string[], time: number): Promise<number> {
  return inTransaction(pool, async (connection) => {
    const states = await lockProblems(connection, ids);
    const due = states.filter(
      ({ status, ignoredUntil }) => status === 'ignored' && ignoredUntil && +ignoredUntil <= time
    );
    await writeLifeCycles(
      connection,
      due.map((state) => opened(state, state.ignoredUntil as Date))
    );
    await insertActivity(
      connection,
      due.map((state) => ({
        problemId: state.id,
        at: +(state.ignoredUntil as Date),
        kind: 'reopened' as const,
        actor: null,
        data: { why: 'time' },
      }))
    );
    return due.length;
  });
}
