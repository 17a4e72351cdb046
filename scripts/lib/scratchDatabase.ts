import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { startDatabase } from './database.ts';

export interface ScratchDatabase {
  /** `mysql://` URL of an empty schema that nobody else uses. */
  url: string;
  /** What the server says of itself. */
  version: string;
  /** Drops the schema, and ends the server if it was started for it. */
  close(): Promise<void>;
}

/**
 * An empty schema: on the server of `INSIGHTS_DB_URL` if that is set, else on a private server under a folder.
 * @param dataDir - for the private server
 * @param log - takes progress, a line at a time
 */
export async function scratchDatabase(dataDir: string, log: (line: string) => void): Promise<ScratchDatabase> {
  const given = process.env.INSIGHTS_DB_URL;
  if (!given) {
    const server = await startDatabase({ dataDir, log });
    return { url: server.url, version: server.version, close: () => server.stop() };
  }
  // The private server's user may create only schemas whose names begin so.
  const schema = `maho_insights_${randomBytes(6).toString('hex')}`;
  const url = new URL(given);
  const connection = await mysql.createConnection(given);
  const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
  await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4`);
  url.pathname = `/${schema}`;
  const close = async () => {
    await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
    await connection.end();
  };
  return { url: url.href, version: String(rows[0].version), close };
}
