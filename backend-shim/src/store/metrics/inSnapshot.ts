import type { Pool, PoolConnection } from 'mysql2/promise';

/** The table's partitions were changed since the snapshot was taken. */
const definitionChanged = 1412;
const tries = 3;

/** Runs queries that all see the database as it was at one moment. */
export async function inSnapshot<T>(pool: Pool, read: (connection: PoolConnection) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(pool, read);
    } catch (error) {
      if ((error as { errno?: number }).errno !== definitionChanged || attempt === tries) {
        throw error;
      }
    }
  }
}

async function tryOnce<T>(pool: Pool, read: (connection: PoolConnection) => Promise<T>): Promise<T> {
  const connection = await pool.getConnection();
  try {
    await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    const result = await read(connection);
    await connection.commit();
    connection.release();
    return result;
  } catch (error) {
    // Its transaction may be open: closing it ends that.
    connection.destroy();
    throw error;
  }
}
