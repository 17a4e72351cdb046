import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import type { NameIds } from '../names/Names.ts';
import { writeRows } from '../writeRows.ts';
import { boolean, bytes, count, id, integer, longText, text, time, uint16, uint53 } from './column.ts';
import { inChunks } from './inChunks.ts';
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
  order_number: string | null;
  payment_method: string | null;
}

const mostAtOnce = 500;
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
    order_number: text(64),
    payment_method: text(64),
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
    order_number: occurrence.orderNumber,
    payment_method: occurrence.paymentMethod,
  };
}

export interface KnownOccurrence {
  id: string;
  problemId: string;
  time: Date;
}

/** An id stands in one row alone, which its time lets be found: the two lists name no other one. */
export async function deleteOccurrences(
  connection: PoolConnection,
  gone: Array<Pick<KnownOccurrence, 'id' | 'time'>>
): Promise<void> {
  for (let at = 0; at < gone.length; at += mostAtOnce) {
    const some = gone.slice(at, at + mostAtOnce);
    await connection.query(`DELETE FROM ${occurrences.name} WHERE occurred_at IN (?) AND occurrence_id IN (?)`, [
      some.map(({ time: when }) => when),
      some.map(({ id: each }) => Buffer.from(each, 'hex')),
    ]);
  }
}

/** How many rows problems have within a time; those that have none are not told. `to` is not included. */
export async function countRows(
  connection: PoolConnection,
  problemIds: string[],
  { from, to }: { from: Date; to: Date }
): Promise<Map<string, number>> {
  const counts = await inChunks(problemIds, async (ids) => {
    const [rows] = await connection.query<Array<RowDataPacket & { problem: Buffer; number: number }>>(
      `SELECT error_hash AS problem, COUNT(*) AS number FROM ${occurrences.name} FORCE INDEX (idx_problem)
       WHERE error_hash IN (?) AND occurred_at >= ? AND occurred_at < ? GROUP BY error_hash`,
      [ids, from, to]
    );
    return rows.map(({ problem, number }): [string, number] => [problem.toString('hex'), Number(number)]);
  });
  return new Map(counts);
}

/** The rows of problems within a time. `to` is not included. */
export async function findRows(
  connection: PoolConnection,
  problemIds: string[],
  { from, to }: { from: Date; to: Date }
): Promise<KnownOccurrence[]> {
  return inChunks(problemIds, async (ids) => {
    const [rows] = await connection.query<Array<RowDataPacket & { problem: Buffer; id: Buffer; time: Date }>>(
      `SELECT error_hash AS problem, occurrence_id AS id, occurred_at AS time
       FROM ${occurrences.name} FORCE INDEX (idx_problem)
       WHERE error_hash IN (?) AND occurred_at >= ? AND occurred_at < ?`,
      [ids, from, to]
    );
    return rows.map((row) => ({ problemId: row.problem.toString('hex'), id: row.id.toString('hex'), time: row.time }));
  });
}

/** When failures of a trace occurred, ms since 1970: log records without spans are found by it. */
export async function occurrenceTimes(connection: Pick<PoolConnection, 'query'>, traceId: string): Promise<number[]> {
  const [rows] = await connection.query<Array<RowDataPacket & { at: Date }>>(
    `SELECT occurred_at AS at FROM ${occurrences.name} WHERE trace_id = ?`,
    [Buffer.from(traceId, 'hex')]
  );
  return rows.map((row) => +row.at);
}

export interface SeenAt {
  time: Date;
  /** Of Maho; null where not told. */
  version: string | null;
}

/** The first and the last of the problem's rows; null when there are none. */
export async function seenRange(
  connection: PoolConnection,
  problemId: string
): Promise<{ first: SeenAt; last: SeenAt } | null> {
  const [first, last] = [await seenAt(connection, problemId, 'ASC'), await seenAt(connection, problemId, 'DESC')];
  return first && last ? { first, last } : null;
}

async function seenAt(connection: PoolConnection, problemId: string, order: 'ASC' | 'DESC'): Promise<SeenAt | null> {
  const [[row]] = await connection.query<Array<RowDataPacket & SeenAt>>(
    `SELECT occurred_at AS time, version FROM ${occurrences.name} LEFT JOIN maho_insights_sources USING (source_id)
     WHERE error_hash = ? ORDER BY occurred_at ${order} LIMIT 1`,
    [Buffer.from(problemId, 'hex')]
  );
  return row ?? null;
}
