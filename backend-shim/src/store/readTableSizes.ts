import type { Pool, RowDataPacket } from 'mysql2/promise';

export interface TableSize {
  table: string;
  /** Null for a table without partitions. */
  partition: string | null;
  /** As the server estimates. */
  rows: number;
  /** Data, indexes, and what their files hold free. */
  bytes: number;
  /** Of these, free. */
  freeBytes: number;
}

const unknownVariable = 1193;

/** The sizes of all tables of Insights, partition by partition, as the server knows them now. */
export async function readTableSizes(pool: Pool): Promise<TableSize[]> {
  const connection = await pool.getConnection();
  try {
    // MySQL tells sizes of up to a day ago otherwise; MariaDB knows no such thing.
    await connection.query('SET SESSION information_schema_stats_expiry = 0').catch(ignoreUnknownVariable);
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT TABLE_NAME AS name, PARTITION_NAME AS partitionName, TABLE_ROWS AS rowCount,
              DATA_LENGTH AS dataLength, INDEX_LENGTH AS indexLength, DATA_FREE AS dataFree
       FROM information_schema.PARTITIONS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'maho\\_insights\\_%'
       ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION`
    );
    return rows.map((row) => ({
      table: row.name,
      partition: row.partitionName,
      rows: Number(row.rowCount ?? 0),
      bytes: Number(row.dataLength ?? 0) + Number(row.indexLength ?? 0) + Number(row.dataFree ?? 0),
      freeBytes: Number(row.dataFree ?? 0),
    }));
  } finally {
    connection.release();
  }
}

function ignoreUnknownVariable(error: { errno?: number }): void {
  if (error.errno !== unknownVariable) {
    throw error;
  }
}
