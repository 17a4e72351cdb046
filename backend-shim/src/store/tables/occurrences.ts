import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import type { NameIds } from '../names/Names.ts';
import { writeRows } from '../writeRows.ts';
import { boolean, bytes, count, id, integer, longText, time, uint16, uint53 } from './column.ts';
import type { Table } from './table.ts';

/** An occurrence with what its trace tells. */
export interface StoredOccurrence {
  occurrence: Occurrence;
  /** The trace, or for a log record without one, what stands in its place. */
  groupId: string;
  hasTrace: boolean;
  ids: NameIds;
  /** 16 hexadecimal digits: its stack's text in the dictionary. */
  stackId: string;
}

interface OccurrenceRow extends NameIds {
  occurred_at: number;
  occurrence_id: string;
  error_hash: string;
  trace_id: string;
  has_trace: boolean;
  handled: boolean;
  http_status: number | null;
  duration_us: number | null;
  visitor_id: number | null;
  customer_id: number | null;
  cart_id: number | null;
  message: string;
  stack_id: Buffer;
}

const uint32 = integer(0, 4_294_967_295);

const occurrences: Table<OccurrenceRow> = {
  name: 'maho_insights_error_occurrences',
  columns: {
    occurred_at: time,
    occurrence_id: id,
    error_hash: id,
    trace_id: id,
    has_trace: boolean,
    handled: boolean,
    source_id: count,
    endpoint_id: count,
    path_id: uint32,
    http_status: uint16,
    duration_us: uint53,
    visitor_id: uint53,
    customer_id: uint32,
    cart_id: uint32,
    message: longText,
    stack_id: bytes,
  },
  key: ['occurred_at', 'occurrence_id'],
};

export async function replaceOccurrences(connection: PoolConnection, stored: StoredOccurrence[]): Promise<void> {
  await writeRows(connection, occurrences, stored.map(toRow), 'replace');
}

function toRow({ occurrence, groupId, hasTrace, ids, stackId }: StoredOccurrence): OccurrenceRow {
  return {
    ...ids,
    occurred_at: occurrence.time,
    occurrence_id: occurrence.id,
    error_hash: occurrence.problemId,
    trace_id: groupId,
    has_trace: hasTrace,
    handled: occurrence.handled,
    http_status: occurrence.httpStatus,
    duration_us: occurrence.duration,
    visitor_id: occurrence.visitorId,
    customer_id: occurrence.customerId,
    cart_id: occurrence.cartId,
    message: occurrence.message,
    stack_id: Buffer.from(stackId, 'hex'),
  };
}

export interface KnownOccurrence {
  id: string;
  problemId: string;
  time: Date;
}

export async function deleteOccurrences(connection: PoolConnection, gone: KnownOccurrence[]): Promise<void> {
  for (const { time, id } of gone) {
    await connection.query(`DELETE FROM ${occurrences.name} WHERE occurred_at = ? AND occurrence_id = ?`, [
      time,
      Buffer.from(id, 'hex'),
    ]);
  }
}

/** When failures of a trace occurred, ms since 1970: log records without spans are found by it. */
export async function occurrenceTimes(connection: Pick<PoolConnection, 'query'>, traceId: string): Promise<number[]> {
  const [rows] = await connection.query<Array<RowDataPacket & { at: Date }>>(
    `SELECT occurred_at AS at FROM ${occurrences.name} WHERE trace_id = ?`,
    [Buffer.from(traceId, 'hex')]
  );
  return rows.map((row) => +row.at);
}

/** When the problem's remaining occurrences were first and last seen; null when there are none. */
export async function seenRange(
  connection: PoolConnection,
  problemId: string
): Promise<{ first: Date; last: Date } | null> {
  type Row = RowDataPacket & { first: Date | null; last: Date | null };
  const [[row]] = await connection.query<Row[]>(
    `SELECT MIN(occurred_at) AS first, MAX(occurred_at) AS last FROM ${occurrences.name} WHERE error_hash = ?`,
    [Buffer.from(problemId, 'hex')]
  );
  return row.first && row.last ? { first: row.first, last: row.last } : null;
}
