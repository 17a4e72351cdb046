import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolConnection } from 'mysql2/promise';
import { RetryableError } from '../pipeline/errors.ts';
import { isLockConflict, isRetryable } from './isRetryable.ts';

const tries = 6;
const firstPauseMs = 20;

/**
 * Runs `work` in a transaction and commits. What may pass is tried again a few times, deadlocks at once, lost
 * connections with a new one; `work` must therefore be repeatable, which writing by content is.
 * @throws RetryableError when it did not pass in time; every other error as it is.
 */
export async function inTransaction<T>(pool: Pool, work: (connection: PoolConnection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(pool, work);
    } catch (error) {
      if (!isRetryable(error)) {
        throw error;
      }
      // Beyond a lock conflict or a broken connection of the pool, waiting is the caller's business.
      if (attempt >= (isLockConflict(error) ? tries : 2)) {
        throw new RetryableError(`The database cannot store now: ${(error as Error).message}`, { cause: error });
      }
      await sleep(Math.random() * firstPauseMs * 2 ** attempt);
    }
  }
}

async function tryOnce<T>(pool: Pool, work: (connection: PoolConnection) => Promise<T>): Promise<T> {
  const connection = await pool.getConnection();
  try {
    // Each statement sees what was committed before it, which is what taking turns on a trace's head relies on;
    // and no gaps are locked, so writers of different traces do not meet.
    await connection.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await connection.beginTransaction();
    const result = await work(connection);
    await connection.commit();
    connection.release();
    return result;
  } catch (error) {
    // A connection in doubt must not go back into the pool: closing it rolls back, whatever its state.
    connection.destroy();
    throw error;
  }
}
