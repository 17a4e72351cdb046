import type { Pool, RowDataPacket } from 'mysql2/promise';
import { partitionStart } from './periods.ts';

export interface Partition {
  name: string;
  /** When its day or month begins, ms since 1970; null for the one that takes whatever is later. */
  start: number | null;
}

/** A table's partitions, from early to late. */
export async function readPartitions(pool: Pool, table: string): Promise<Partition[]> {
  const [rows] = await pool.query<Array<RowDataPacket & { name: string }>>(
    `SELECT PARTITION_NAME AS name FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND PARTITION_NAME IS NOT NULL
     ORDER BY PARTITION_ORDINAL_POSITION`,
    [table]
  );
  return rows.map(({ name }) => ({ name, start: partitionStart(name) }));
}
