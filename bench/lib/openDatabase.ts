import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { commandOf } from '../../scripts/lib/serverProcess.ts';
import { scratchDatabase } from '../../scripts/lib/scratchDatabase.ts';
import type { CleanUp } from './CleanUp.ts';

export interface BenchDatabase {
  url: string;
  schema: string;
  version: string;
  pool: mysql.Pool;
  /** Null where the server is none of this machine's. */
  pid: number | null;
  /** Folder of the schema's files; null where they are not of this machine. */
  files: string | null;
  /** What bears on speed and on what a crash leaves. */
  settings: Record<string, string>;
}

const telling = [
  'innodb_buffer_pool_size',
  'innodb_flush_log_at_trx_commit',
  'innodb_doublewrite',
  'innodb_flush_method',
  'innodb_log_file_size',
  'innodb_redo_log_capacity',
  'log_bin',
  'sync_binlog',
];

/** An empty schema on a private server in a folder, or on that of `INSIGHTS_DB_URL`; gone at the end. */
export async function openDatabase(
  folder: string,
  cleanUp: CleanUp,
  log: (line: string) => void
): Promise<BenchDatabase> {
  const scratch = await scratchDatabase(folder, log);
  cleanUp.add(() => scratch.close());
  const pool = mysql.createPool({ uri: scratch.url, connectionLimit: 2, dateStrings: true });
  cleanUp.add(() => pool.end());
  const [rows] = await pool.query<mysql.RowDataPacket[]>('SHOW GLOBAL VARIABLES');
  const variables = new Map(rows.map((row) => [String(row.Variable_name).toLowerCase(), String(row.Value)]));
  const schema = new URL(scratch.url).pathname.slice(1);
  const pid = await pidOf(variables);
  return {
    url: scratch.url,
    schema,
    version: scratch.version,
    pool,
    pid,
    files: pid === null ? null : join(variables.get('datadir') ?? '', schema),
    settings: Object.fromEntries(
      telling.filter((name) => variables.has(name)).map((name) => [name, variables.get(name)!])
    ),
  };
}

async function pidOf(variables: Map<string, string>): Promise<number | null> {
  const pid = Number(await readFile(variables.get('pid_file') ?? '', 'utf8').catch(() => ''));
  // The file may be another machine's, or lie in another root.
  const isServer = pid > 0 && /mysqld|mariadbd/.test(await commandOf(pid));
  return isServer ? pid : null;
}
