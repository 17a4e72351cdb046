import type { Pool, RowDataPacket } from 'mysql2/promise';
import { inChunks } from '../tables/inChunks.ts';
import type { BlockInfo } from './BlockInfo.ts';
import type { PartGroup } from './groupParts.ts';

/** Which of the traces came in more than one batch; of those of the last two days. */
export async function findSplitTraces(pool: Pool, traceIds: string[]): Promise<Set<string>> {
  const found = await inChunks(traceIds, async (ids) => {
    const [rows] = await pool.query<RowDataPacket[]>(
      'SELECT trace_id AS traceId FROM maho_insights_trace_heads WHERE trace_id IN (?) AND revision > 1',
      [ids]
    );
    return rows.map((row) => row.traceId.toString('hex') as string);
  });
  return new Set(found);
}

/** The compacted blocks that may hold another part of a group that came in several: filed at the same time. */
export function blocksOfOthers(compacted: BlockInfo[], groups: PartGroup[], split: Set<string>): BlockInfo[] {
  const times = groups.filter((group) => split.has(group.traceId)).map((group) => group.filedAt);
  return compacted.filter(({ firstTime, lastTime }) => times.some((time) => firstTime <= time && time <= lastTime));
}
