import type { Pool, RowDataPacket } from 'mysql2/promise';

/** Rows by column name. Sums and counts come as text from some servers: read them through `Number`. */
export async function select<Row extends object>(pool: Pool, sql: string, values: unknown[]): Promise<Row[]> {
  const [rows] = await pool.query<Array<Row & RowDataPacket>>(sql, values);
  return rows;
}
