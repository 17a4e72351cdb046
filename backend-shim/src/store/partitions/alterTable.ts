import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolConnection } from 'mysql2/promise';
import { isLockConflict } from '../isRetryable.ts';

const tries = 5;
const pauseMs = 500;
/** Whoever waits for a table stops all that come after from using it: so not for long. */
const lockWaitSeconds = 2;

/** The table stayed in use: the statement did not run, and may later. */
export class TableInUseError extends Error {
  override name = 'TableInUseError';
}

/**
 * Changes a table's partitions. A statement that waits for a table's lock holds up every later reader and writer of the
 * table, ingest among them: so it waits 2 s only, and gives the others room before it tries again.
 *
 * @throws TableInUseError
 */
export async function alterTable(pool: Pool, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await alterOnce(pool, statement);
    } catch (error) {
      if (!isLockConflict(error)) {
        throw error;
      }
      if (attempt === tries) {
        const message = `A table is in use all the time, so its partitions stay as they are for now: ${statement.slice(0, 100)}`;
        throw new TableInUseError(message, { cause: error });
      }
      await sleep(pauseMs * attempt);
    }
  }
}

async function alterOnce(pool: Pool, statement: string): Promise<void> {
  const connection: PoolConnection = await pool.getConnection();
  try {
    await connection.query(`SET SESSION lock_wait_timeout = ${lockWaitSeconds}`);
    await connection.query(statement);
  } finally {
    // Not back into the pool: others rely on the server's own patience.
    connection.destroy();
  }
}
