import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { TraceFacts } from '../../pipeline/analysis.ts';
import type { NameIds } from '../names/Names.ts';
import { writeRows } from '../writeRows.ts';
import { amount, count, duration, id, integer, time, uint16, uint53 } from './column.ts';
import { inChunks } from './inChunks.ts';
import type { Table } from './table.ts';

/** Of `flags`. */
export const traceFlags = { failed: 1, dropped: 2 } as const;

interface TraceRow extends NameIds {
  start_time: number;
  trace_id: string;
  duration_us: number;
  http_status: number | null;
  flags: number;
  span_count: number;
  query_count: number;
  query_time_us: number;
  slow_query_count: number;
  visitor_id: number | null;
  customer_id: number | null;
  cart_id: number | null;
}

const uint24 = amount(16_777_215);
const uint32 = integer(0, 4_294_967_295);

const traces: Table<TraceRow> = {
  name: 'maho_insights_traces',
  columns: {
    start_time: time,
    trace_id: id,
    duration_us: duration,
    source_id: uint24,
    endpoint_id: uint24,
    path_id: uint32,
    http_status: uint16,
    flags: count,
    span_count: uint24,
    query_count: uint24,
    query_time_us: count,
    slow_query_count: amount(65_535),
    visitor_id: uint53,
    customer_id: uint32,
    cart_id: uint32,
  },
  key: ['start_time', 'trace_id'],
};

export interface StoredTrace {
  facts: TraceFacts;
  ids: NameIds;
  /** Under which it is filed, microseconds since 1970. */
  filedAt: number;
}

/** That the policy dropped a trace's spans stays true, even if more of the trace comes at that moment. */
const onExisting = Object.keys(traces.columns)
  .filter((name) => name !== 'start_time' && name !== 'trace_id')
  .map((name) => `${name} = VALUES(${name})${name === 'flags' ? ` | (flags & ${traceFlags.dropped})` : ''}`)
  .join(', ');

export async function replaceTraces(connection: PoolConnection, all: StoredTrace[]): Promise<void> {
  await writeRows(connection, traces, all.map(toRow), { set: onExisting });
}

function toRow({ facts, ids, filedAt }: StoredTrace): TraceRow {
  return {
    ...ids,
    start_time: filedAt,
    trace_id: facts.traceId,
    duration_us: facts.duration,
    http_status: facts.httpStatus,
    flags: facts.failed ? traceFlags.failed : 0,
    span_count: facts.spanCount,
    query_count: facts.queryCount,
    query_time_us: facts.queryTime,
    slow_query_count: facts.slowQueryCount,
    visitor_id: facts.visitorId,
    customer_id: facts.customerId,
    cart_id: facts.cartId,
  };
}

export interface FiledTrace {
  traceId: string;
  /** ms since 1970. */
  filedAt: number;
  durationMs: number;
  flags: number;
}

/** Where traces are filed: usually one row each. */
export async function findTraces(connection: Pick<PoolConnection, 'query'>, traceIds: string[]): Promise<FiledTrace[]> {
  type Row = RowDataPacket & { traceId: Buffer; start: Date; duration: number; flags: number };
  return inChunks(traceIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT trace_id AS traceId, start_time AS start, duration_us AS duration, flags
       FROM ${traces.name} WHERE trace_id IN (?)`,
      [ids]
    );
    return rows.map((row) => ({
      traceId: row.traceId.toString('hex'),
      filedAt: +row.start,
      durationMs: Number(row.duration) / 1000,
      flags: row.flags,
    }));
  });
}

export async function deleteTraces(connection: PoolConnection, filed: FiledTrace[]): Promise<void> {
  for (const { filedAt, traceId } of filed) {
    await connection.query(`DELETE FROM ${traces.name} WHERE start_time = ? AND trace_id = ?`, [
      new Date(filedAt),
      Buffer.from(traceId, 'hex'),
    ]);
  }
}
