import type { Pool, PoolConnection, ResultSetHeader } from 'mysql2/promise';
import { inTransaction } from '../inTransaction.ts';
import { insertBlocks, type TraceBlockRow } from '../tables/traceBlocks.ts';
import { traceFlags } from '../tables/traces.ts';
import type { BlockInfo } from './BlockInfo.ts';
import type { DroppedTrace } from './findDropped.ts';

/** Some of the blocks are gone: another shim compacted them, or retention dropped them. Nothing was changed. */
export class OvertakenError extends Error {
  override name = 'OvertakenError';
}

const mostKeys = 100;

/**
 * Puts compacted blocks in the place of others, in one transaction, and marks the traces that lost their spans.
 * @throws OvertakenError
 */
export async function replaceBlocks(
  pool: Pool,
  old: BlockInfo[],
  rows: TraceBlockRow[],
  dropped: DroppedTrace[]
): Promise<void> {
  await inTransaction(pool, async (connection) => {
    await insertBlocks(connection, rows);
    const deleted = await forKeys(
      connection,
      'DELETE FROM maho_insights_trace_blocks WHERE',
      '(first_time = ? AND block_id = ?)',
      old.map(({ firstTime, blockId }) => [new Date(firstTime), Buffer.from(blockId, 'hex')])
    );
    if (deleted !== old.length) {
      throw new OvertakenError('Another shim compacted the same blocks of traces.');
    }
    await forKeys(
      connection,
      `UPDATE maho_insights_traces SET flags = flags | ${traceFlags.dropped} WHERE`,
      '(start_time = ? AND trace_id = ?)',
      dropped.map(({ start, traceId }) => [start, Buffer.from(traceId, 'hex')])
    );
  });
}

/**
 * Spelled out by key: every supported server finds each row by its primary key then, and locks no other.
 * @returns how many rows matched
 */
async function forKeys(
  connection: PoolConnection,
  statement: string,
  condition: string,
  keys: Array<[Date, Buffer]>
): Promise<number> {
  let matched = 0;
  const sorted = keys.toSorted(([a, one], [b, other]) => +a - +b || Buffer.compare(one, other));
  for (let at = 0; at < sorted.length; at += mostKeys) {
    const chunk = sorted.slice(at, at + mostKeys);
    const [{ affectedRows }] = await connection.query<ResultSetHeader>(
      `${statement} ${chunk.map(() => condition).join(' OR ')}`,
      chunk.flat()
    );
    matched += affectedRows;
  }
  return matched;
}
