import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { BlockInfo } from './BlockInfo.ts';

/** Of blocks to be compacted, known at a time: some MiB. */
const mostBlocks = 20_000;

/** The blocks as they came that were written until a time, by the time under which their traces are filed. */
export async function listHotBlocks(pool: Pool, writtenUntil: number): Promise<BlockInfo[]> {
  return list(pool, `level = 0 AND written_at <= ? ORDER BY first_time LIMIT ${mostBlocks}`, [new Date(writtenUntil)]);
}

/** The compacted blocks whose traces are filed from one time until before another. */
export async function listCompactedBlocks(pool: Pool, from: number, to: number): Promise<BlockInfo[]> {
  return list(pool, 'level = 1 AND first_time >= ? AND first_time < ? ORDER BY first_time', [
    new Date(from),
    new Date(to),
  ]);
}

async function list(pool: Pool, condition: string, values: Date[]): Promise<BlockInfo[]> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT block_id AS blockId, first_time AS firstTime, last_time AS lastTime, written_at AS writtenAt,
            trace_count AS traceCount, span_count AS spanCount
     FROM maho_insights_trace_blocks WHERE ${condition}`,
    values
  );
  return rows.map((row) => ({
    blockId: row.blockId.toString('hex'),
    firstTime: +row.firstTime,
    lastTime: +row.lastTime,
    writtenAt: +row.writtenAt,
    traceCount: row.traceCount,
    spanCount: row.spanCount,
  }));
}
