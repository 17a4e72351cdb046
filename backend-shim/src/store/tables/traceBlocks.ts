import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { bytes, count, id, time } from './column.ts';
import type { Table } from './table.ts';

/** The longest time that a block's traces may be filed apart, ms: readers look no further back. */
export const blockSpanMs = 600_000;

export interface TraceBlockRow {
  /** 16 hexadecimal digits, random. */
  block_id: string;
  /** Microseconds since 1970, as all times here. */
  first_time: number;
  last_time: number;
  level: 0 | 1;
  version: number;
  trace_count: number;
  span_count: number;
  written_at: number;
  body: Buffer;
}

const traceBlocks: Table<TraceBlockRow> = {
  name: 'maho_insights_trace_blocks',
  columns: {
    first_time: time,
    block_id: id,
    last_time: time,
    level: count,
    version: count,
    trace_count: count,
    span_count: count,
    written_at: time,
    body: bytes,
  },
  key: ['first_time', 'block_id'],
};

export async function insertBlocks(connection: PoolConnection, rows: TraceBlockRow[]): Promise<void> {
  await writeRows(connection, traceBlocks, rows, 'keep');
}

export interface BlockKey {
  blockId: string;
  /** ms since 1970. */
  firstTime: Date;
  lastTime: Date;
  version: number;
}

/** Blocks that may hold what is filed between two times (ms since 1970, both included). */
export async function listBlocks(
  connection: Pick<PoolConnection, 'query'>,
  from: number,
  to: number
): Promise<BlockKey[]> {
  type Row = RowDataPacket & { blockId: Buffer; firstTime: Date; lastTime: Date; version: number };
  const [rows] = await connection.query<Row[]>(
    `SELECT block_id AS blockId, first_time AS firstTime, last_time AS lastTime, version FROM ${traceBlocks.name}
     WHERE first_time BETWEEN ? AND ? AND last_time >= ?`,
    [new Date(from - blockSpanMs), new Date(to), new Date(from)]
  );
  return rows.map((row) => ({ ...row, blockId: row.blockId.toString('hex') }));
}

/** Null when it is gone: compaction put its traces into another one meanwhile. */
export async function loadBlockBody(
  connection: Pick<PoolConnection, 'query'>,
  { firstTime, blockId }: Pick<BlockKey, 'firstTime' | 'blockId'>
): Promise<Buffer | null> {
  const [[row]] = await connection.query<Array<RowDataPacket & { body: Buffer }>>(
    `SELECT body FROM ${traceBlocks.name} WHERE first_time = ? AND block_id = ?`,
    [firstTime, Buffer.from(blockId, 'hex')]
  );
  return row?.body ?? null;
}
