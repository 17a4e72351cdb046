import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { count, id, time } from './column.ts';
import { generationOf, isNearGenerationStart } from '../generation.ts';
import { inChunks } from './inChunks.ts';
import type { Table } from './table.ts';

/** What has come of a trace, in bits. */
export const partBits = { spans: 1, logs: 2, tellingLogs: 4 } as const;

export interface HeadRow {
  traceId: string;
  /** Of {@link partBits}. */
  parts: number;
  /** When its parts are filed, microseconds since 1970. */
  firstTime: number;
  lastTime: number;
}

interface Row {
  trace_id: string;
  generation: number;
  revision: number;
  parts: number;
  first_time: number;
  last_time: number;
}

const traceHeads: Table<Row> = {
  name: 'maho_insights_trace_heads',
  columns: { trace_id: id, generation: count, revision: count, parts: count, first_time: time, last_time: time },
  key: ['trace_id', 'generation'],
};

/** The upper four bits hold what had come before the last write, so that one statement both takes a turn and tells. */
const onExisting = `revision = (revision + 1) & 2147483647,
  parts = ((parts & 15) << 4) | (parts & 15) | VALUES(parts),
  first_time = LEAST(first_time, VALUES(first_time)), last_time = GREATEST(last_time, VALUES(last_time))`;

/**
 * Waits until this transaction alone may write the traces, until it ends, and tells of which of them something had
 * come before. A write, not a locking read: in a cluster of several writable nodes only writes to one row are seen to
 * conflict. In the first minutes of a generation both it and the one before are written, so that a writer that is
 * still in the old one is met.
 *
 * @param now ms since 1970
 */
export async function takeHeads(connection: PoolConnection, heads: HeadRow[], now: number): Promise<HeadRow[]> {
  const generation = generationOf(now);
  const both = isNearGenerationStart(now);
  for (const each of both ? [generation - 1, generation] : [generation]) {
    const rows = heads.map((head) => ({
      trace_id: head.traceId,
      generation: each,
      revision: 1,
      parts: head.parts,
      first_time: head.firstTime,
      last_time: head.lastTime,
    }));
    await writeRows(connection, traceHeads, rows, { set: onExisting });
  }
  return knownBefore(
    connection,
    heads.map((head) => head.traceId),
    generation,
    both
  );
}

async function knownBefore(
  connection: PoolConnection,
  traceIds: string[],
  generation: number,
  wroteBoth: boolean
): Promise<HeadRow[]> {
  type Found = RowDataPacket & { traceId: Buffer; parts: number; firstTime: Date; lastTime: Date };
  const old = wroteBoth ? 'parts >> 4' : `CASE generation WHEN ${generation} THEN parts >> 4 ELSE parts & 15 END`;
  const found = await inChunks(traceIds, async (ids) => {
    const [rows] = await connection.query<Found[]>(
      `SELECT trace_id AS traceId, BIT_OR(${old}) AS parts, MIN(first_time) AS firstTime, MAX(last_time) AS lastTime
       FROM ${traceHeads.name} WHERE generation IN (?, ?) AND trace_id IN (?) AND ${old} > 0 GROUP BY trace_id`,
      [generation - 1, generation, ids]
    );
    return rows;
  });
  return found.map((row) => ({
    traceId: row.traceId.toString('hex'),
    parts: Number(row.parts),
    firstTime: +row.firstTime * 1000,
    lastTime: +row.lastTime * 1000,
  }));
}

/** When the parts of a trace are filed, ms since 1970; null when it did not come in these days. */
export async function filedRange(
  connection: Pick<PoolConnection, 'query'>,
  traceId: string
): Promise<{ from: number; to: number } | null> {
  const [[row]] = await connection.query<Array<RowDataPacket & { first: Date | null; last: Date | null }>>(
    `SELECT MIN(first_time) AS first, MAX(last_time) AS last FROM ${traceHeads.name} WHERE trace_id = ?`,
    [Buffer.from(traceId, 'hex')]
  );
  return row.first && row.last ? { from: +row.first, to: +row.last } : null;
}
