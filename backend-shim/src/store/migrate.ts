import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import { Umzug, type UmzugStorage } from 'umzug';
import type { Logger } from '../pipeline/logger.ts';
import { explainSetupError } from './explainSetupError.ts';
import { splitStatements } from './splitStatements.ts';

const folder = join(import.meta.dirname, 'migrations');
const table = 'maho_insights_migrations';
const lockWaitSeconds = 120;

/** Errors of a statement whose work an earlier, interrupted run has done already. */
const alreadyDone = new Set([
  1050, // table exists
  1060, // column exists
  1061, // index exists
  1091, // column or index to be dropped is gone
]);

/**
 * Runs what is missing of migrations/*.sql, in the order of their names, one shim at a time.
 * @throws Error whose message says what to do; RetryableError while the database is away.
 */
export async function migrate(pool: Pool, logger: Logger): Promise<void> {
  let connection: PoolConnection | null = null;
  try {
    connection = await pool.getConnection();
    await lock(connection);
    await checkPacketSize(connection, logger);
    await createUmzug(connection, logger).up();
  } catch (error) {
    throw explainSetupError(error);
  } finally {
    // Closing the session also gives up the lock, whatever state it is in.
    connection?.destroy();
  }
}

/** The name is the server's, not the schema's: two shims with schemas of their own must not wait for each other. */
async function lock(connection: PoolConnection): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    `SELECT GET_LOCK(CONCAT('maho_insights_', LEFT(SHA2(DATABASE(), 256), 32)), ${lockWaitSeconds}) AS taken`
  );
  if (row.taken !== 1) {
    throw new Error(
      `Another receiver has been migrating the database for over ${lockWaitSeconds} s. Start again when it is done.`
    );
  }
}

async function checkPacketSize(connection: PoolConnection, logger: Logger): Promise<void> {
  const [[row]] = await connection.query<RowDataPacket[]>('SELECT @@max_allowed_packet AS bytes');
  if (row.bytes < 16 << 20) {
    logger.warn(
      { maxAllowedPacket: row.bytes },
      'The database takes packets of less than 16 MiB: very long traces cannot be stored. Raise max_allowed_packet.'
    );
  }
}

function createUmzug(connection: PoolConnection, logger: Logger): Umzug<object> {
  return new Umzug<object>({
    migrations: async () => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
      return names.map((name) => ({ name, up: () => runFile(connection, name) }));
    },
    storage: createStorage(connection),
    logger: {
      info: (message) => logger.info(message, 'Database migration'),
      warn: (message) => logger.warn(message, 'Database migration'),
      error: (message) => logger.error(message, 'Database migration'),
      debug: (message) => logger.debug(message, 'Database migration'),
    },
  });
}

async function runFile(connection: PoolConnection, name: string): Promise<void> {
  for (const statement of splitStatements(await readFile(join(folder, name), 'utf8'))) {
    await connection.query(statement).catch((error: { errno?: number }) => {
      if (!alreadyDone.has(error.errno ?? 0)) {
        throw error;
      }
    });
  }
}

function createStorage(connection: PoolConnection): UmzugStorage {
  return {
    executed: async () => {
      await connection.query(
        `CREATE TABLE IF NOT EXISTS ${table} (
          name        VARCHAR(190) NOT NULL PRIMARY KEY,
          executed_at DATETIME(3)  NOT NULL
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`
      );
      const [rows] = await connection.query<RowDataPacket[]>(`SELECT name FROM ${table} ORDER BY name`);
      return rows.map((row) => row.name);
    },
    logMigration: async ({ name }) => {
      await connection.query(
        `INSERT INTO ${table} (name, executed_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = name`,
        [name, new Date()]
      );
    },
    unlogMigration: async ({ name }) => {
      await connection.query(`DELETE FROM ${table} WHERE name = ?`, [name]);
    },
  };
}
