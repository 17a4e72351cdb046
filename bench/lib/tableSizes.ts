import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowDataPacket } from 'mysql2/promise';
import type { BenchDatabase } from './openDatabase.ts';

/** Bytes by table: of its files where they can be seen, else as the server tells; `bodies` is what its column of that name holds. */
export interface TableSizes {
  total: number;
  byTable: Record<string, { bytes: number; rows: number; bodies: number }>;
}

/** File sizes by name, of the empty schema. */
export type EmptyFiles = Map<string, number>;

export async function listFiles({ files }: BenchDatabase): Promise<EmptyFiles> {
  const sizes: EmptyFiles = new Map();
  for (const name of files === null ? [] : await readdir(files)) {
    if (name.endsWith('.ibd')) {
      sizes.set(name, (await stat(join(files!, name))).size);
    }
  }
  return sizes;
}

/**
 * What the stored data take on disk, with all indexes and half-filled pages: the files of partitions that hold rows, and
 * of tables without partitions what they grew since they were empty. Servers let files grow by some MiB at a time; what
 * they tell to be free of that does not count.
 */
export async function tableSizes(database: BenchDatabase, empty: EmptyFiles): Promise<TableSizes> {
  const { pool, schema } = database;
  const [tables] = await pool.query<RowDataPacket[]>(
    'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? ORDER BY 1',
    [schema]
  );
  const sizes: TableSizes = { total: 0, byTable: {} };
  if (tables.length === 0) {
    return sizes;
  }
  await pool.query(`ANALYZE TABLE ${tables.map(({ name }) => `\`${name}\``).join(', ')}`);
  const files = await listFiles(database);
  for (const { name } of tables) {
    const table = await sizeOf(database, name as string, files, empty);
    sizes.byTable[name as string] = table;
    sizes.total += table.bytes;
  }
  return sizes;
}

async function sizeOf(database: BenchDatabase, table: string, files: EmptyFiles, empty: EmptyFiles) {
  const [partitions] = await database.pool.query<RowDataPacket[]>(
    `SELECT PARTITION_NAME AS name, TABLE_ROWS AS rowCount, DATA_LENGTH + INDEX_LENGTH AS bytes,
            DATA_FREE AS freeBytes
     FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?`,
    [database.schema, table]
  );
  const rows = partitions.reduce((sum, { rowCount }) => sum + Number(rowCount), 0);
  const bodies = await bytesOfBodies(database, table);
  if (database.files === null) {
    return {
      rows,
      bodies,
      bytes: partitions.reduce((sum, partition) => sum + (partition.rowCount > 0 ? Number(partition.bytes) : 0), 0),
    };
  }
  const filled = partitions.filter(({ name, rowCount }) => name === null || rowCount > 0);
  const names = new Set(filled.map(({ name }) => name?.toLowerCase()));
  let bytes = -filled.reduce((sum, { freeBytes }) => sum + Number(freeBytes), 0);
  for (const [file, size] of files) {
    const [base, partition] = file.slice(0, -'.ibd'.length).split(/#p#/i);
    if (base === table) {
      bytes += partition === undefined ? size - (empty.get(file) ?? 0) : names.has(partition.toLowerCase()) ? size : 0;
    }
  }
  return { rows, bodies, bytes: Math.max(0, bytes) };
}

async function bytesOfBodies({ pool, schema }: BenchDatabase, table: string): Promise<number> {
  const [columns] = await pool.query<RowDataPacket[]>(
    "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLUMN_NAME = 'body'",
    [schema, table]
  );
  if (columns.length === 0) {
    return 0;
  }
  const [[{ bytes }]] = await pool.query<RowDataPacket[]>(`SELECT SUM(LENGTH(body)) AS bytes FROM \`${table}\``);
  return Number(bytes ?? 0);
}
