import type { PoolConnection } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { count, id } from './column.ts';
import type { Table } from './table.ts';

const traceHeads: Table<{ trace_id: string; revision: number }> = {
  name: 'maho_insights_trace_heads',
  columns: { trace_id: id, revision: count },
  key: ['trace_id'],
};

/**
 * Waits until this transaction alone may write the traces, until it ends. A write, not a locking read: in a cluster
 * of several writable nodes only writes to one row are seen to conflict.
 */
export async function lockTraces(connection: PoolConnection, traceIds: string[]): Promise<void> {
  const rows = traceIds.map((trace_id) => ({ trace_id, revision: 1 }));
  await writeRows(connection, traceHeads, rows, { set: 'revision = (revision + 1) & 2147483647' });
}
