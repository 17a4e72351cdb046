import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { bytes, count, id, time, word } from './column.ts';
import { inChunks } from './inChunks.ts';
import type { Table } from './table.ts';

export interface TracePart {
  trace_id: string;
  part_hash: string;
  kind: 'spans' | 'logs';
  version: number;
  /** Microseconds since 1970. */
  received_at: number;
  body: Buffer;
}

const traceParts: Table<TracePart> = {
  name: 'maho_insights_trace_parts',
  columns: { trace_id: id, part_hash: id, kind: word, version: count, received_at: time, body: bytes },
  key: ['trace_id', 'part_hash'],
};

export type PartKey = Pick<TracePart, 'trace_id' | 'part_hash'>;
export type StoredPart = Pick<TracePart, 'trace_id' | 'part_hash' | 'kind' | 'version' | 'body'>;

export async function insertParts(connection: PoolConnection, parts: TracePart[]): Promise<void> {
  await writeRows(connection, traceParts, parts, 'keep');
}

/** Which parts the traces have, without their bodies. */
export async function listParts(connection: PoolConnection, traceIds: string[]): Promise<PartKey[]> {
  return inChunks(traceIds, async (ids) => {
    const [rows] = await connection.query<Array<RowDataPacket & { trace_id: Buffer; part_hash: Buffer }>>(
      `SELECT trace_id, part_hash FROM ${traceParts.name} WHERE trace_id IN (?)`,
      [ids]
    );
    return rows.map((row) => ({ trace_id: row.trace_id.toString('hex'), part_hash: row.part_hash.toString('hex') }));
  });
}

export async function loadParts(connection: Pick<PoolConnection, 'query'>, traceIds: string[]): Promise<StoredPart[]> {
  type Row = RowDataPacket & {
    trace_id: Buffer;
    part_hash: Buffer;
    kind: 'spans' | 'logs';
    version: number;
    body: Buffer;
  };
  return inChunks(traceIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT trace_id, part_hash, kind, version, body FROM ${traceParts.name} WHERE trace_id IN (?)`,
      [ids]
    );
    return rows.map((row) => ({
      trace_id: row.trace_id.toString('hex'),
      part_hash: row.part_hash.toString('hex'),
      kind: row.kind,
      version: row.version,
      body: row.body,
    }));
  });
}
