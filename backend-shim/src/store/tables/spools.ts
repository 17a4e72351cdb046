import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { SpoolPosition } from '../Batch.ts';
import { writeRows } from '../writeRows.ts';
import { amount, id, time } from './column.ts';
import type { Table } from './table.ts';

const position = amount(Number.MAX_SAFE_INTEGER);

const spools: Table<{ spool_id: string; segment: number; position: number; updated_at: number }> = {
  name: 'maho_insights_spools',
  columns: { spool_id: id, segment: position, position, updated_at: time },
  key: ['spool_id'],
};

/** How far a spool is stored; null while nothing of it is. */
export async function readPosition(
  connection: Pick<PoolConnection, 'query'>,
  spoolId: string
): Promise<SpoolPosition | null> {
  const [[row]] = await connection.query<Array<RowDataPacket & { segment: number; position: number }>>(
    `SELECT segment, position FROM ${spools.name} WHERE spool_id = ?`,
    [Buffer.from(spoolId, 'hex')]
  );
  return row ? { spoolId, segment: Number(row.segment), position: Number(row.position) } : null;
}

export async function writePosition(connection: PoolConnection, at: SpoolPosition, now: number): Promise<void> {
  const row = { spool_id: at.spoolId, segment: at.segment, position: at.position, updated_at: now * 1000 };
  await writeRows(connection, spools, [row], 'replace');
}

export function isBehind(a: SpoolPosition, b: SpoolPosition): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.position < b.position);
}
