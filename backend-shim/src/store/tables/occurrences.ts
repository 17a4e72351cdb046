import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import { writeRows } from '../writeRows.ts';
import { boolean, id, int, json, longText, text, time, uint16, uint53, word } from './column.ts';
import { inChunks } from './inChunks.ts';
import type { Table } from './table.ts';

/** An occurrence with what its trace tells. */
export interface StoredOccurrence {
  occurrence: Occurrence;
  /** The trace, or for a log record without one, what stands in its place. */
  groupId: string;
  hasTrace: boolean;
  rootKind: string | null;
}

interface OccurrenceRow {
  occurrence_id: string;
  error_hash: string;
  trace_id: string;
  has_trace: boolean;
  occurred_at: number;
  handled: boolean;
  message: string;
  request_url: string | null;
  request_method: string | null;
  route: string | null;
  root_kind: string | null;
  area: string | null;
  http_status: number | null;
  duration_us: number | null;
  service: string;
  store_id: number | null;
  store_code: string | null;
  visitor_id: number | null;
  customer_id: number | null;
  cart_id: number | null;
  context: object;
}

const occurrences: Table<OccurrenceRow> = {
  name: 'maho_insights_error_occurrences',
  columns: {
    occurrence_id: id,
    error_hash: id,
    trace_id: id,
    has_trace: boolean,
    occurred_at: time,
    handled: boolean,
    message: longText,
    request_url: text(1024),
    request_method: text(16),
    route: text(255),
    root_kind: word,
    area: text(32),
    http_status: uint16,
    duration_us: uint53,
    service: text(128),
    store_id: int,
    store_code: text(64),
    visitor_id: uint53,
    customer_id: uint53,
    cart_id: uint53,
    context: json,
  },
  key: ['occurrence_id'],
};

export async function replaceOccurrences(connection: PoolConnection, stored: StoredOccurrence[]): Promise<void> {
  await writeRows(connection, occurrences, stored.map(toRow), 'replace');
}

function toRow({ occurrence, groupId, hasTrace, rootKind }: StoredOccurrence): OccurrenceRow {
  return {
    occurrence_id: occurrence.id,
    error_hash: occurrence.problemId,
    trace_id: groupId,
    has_trace: hasTrace,
    occurred_at: occurrence.time,
    handled: occurrence.handled,
    message: occurrence.message,
    request_url: occurrence.path,
    request_method: occurrence.method,
    route: occurrence.route,
    root_kind: rootKind,
    area: occurrence.area,
    http_status: occurrence.httpStatus,
    duration_us: occurrence.duration,
    service: occurrence.service,
    store_id: occurrence.storeId,
    store_code: occurrence.storeCode,
    visitor_id: occurrence.visitorId,
    customer_id: occurrence.customerId,
    cart_id: occurrence.cartId,
    context: { websiteId: occurrence.websiteId, ...occurrence.resource },
  };
}

export interface KnownOccurrence {
  id: string;
  problemId: string;
  time: Date;
}

/** Those that the traces had until now. */
export async function listOccurrences(connection: PoolConnection, groupIds: string[]): Promise<KnownOccurrence[]> {
  type Row = RowDataPacket & { occurrence_id: Buffer; error_hash: Buffer; occurred_at: Date };
  return inChunks(groupIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT occurrence_id, error_hash, occurred_at FROM ${occurrences.name} WHERE trace_id IN (?)`,
      [ids]
    );
    return rows.map((row) => ({
      id: row.occurrence_id.toString('hex'),
      problemId: row.error_hash.toString('hex'),
      time: row.occurred_at,
    }));
  });
}

export async function deleteOccurrences(connection: PoolConnection, occurrenceIds: string[]): Promise<void> {
  await inChunks(occurrenceIds, async (ids) => {
    await connection.query(`DELETE FROM ${occurrences.name} WHERE occurrence_id IN (?)`, [ids]);
    return [];
  });
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
