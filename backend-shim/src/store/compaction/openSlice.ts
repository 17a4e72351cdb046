import type { Pool, RowDataPacket } from 'mysql2/promise';
import { openBlock } from '../blocks/openBlock.ts';
import type { BlockInfo } from './BlockInfo.ts';
import type { OpenedBlock } from './OpenedBlock.ts';

const mostAsked = 50;
/** About a megabyte: bodies are asked for without knowing their sizes. */
const mostSpansAsked = 80_000;

export interface Slice {
  opened: OpenedBlock[];
  damaged: Array<{ info: BlockInfo; error: Error }>;
}

export interface SliceLimits {
  /** Compressed. */
  bytes: number;
  spans: number;
}

/** Takes blocks from the front of a queue and opens them, until a limit is passed. Those that are gone are left out. */
export async function openSlice(pool: Pool, queue: BlockInfo[], limits: SliceLimits): Promise<Slice> {
  const slice: Slice = { opened: [], damaged: [] };
  let bytes = 0;
  let spans = 0;
  while (queue.length > 0 && bytes < limits.bytes && spans < limits.spans) {
    const lot = takeLot(queue, limits.spans - spans);
    const bodies = await loadBodies(pool, lot);
    for (const info of lot) {
      const found = bodies.get(info.blockId);
      if (found) {
        bytes += found.body.length;
        spans += info.spanCount;
        open(slice, info, found);
      }
    }
  }
  return slice;
}

function takeLot(queue: BlockInfo[], mostSpans: number): BlockInfo[] {
  let spans = 0;
  const end = queue.findIndex(({ spanCount }, at) => {
    spans += spanCount;
    return at > 0 && (at === mostAsked || spans > Math.min(mostSpans, mostSpansAsked));
  });
  return queue.splice(0, end < 0 ? queue.length : end);
}

function open(slice: Slice, info: BlockInfo, { body, version }: { body: Buffer; version: number }): void {
  try {
    slice.opened.push({ info, block: openBlock(body, version) });
  } catch (error) {
    slice.damaged.push({ info, error: error as Error });
  }
}

async function loadBodies(pool: Pool, lot: BlockInfo[]): Promise<Map<string, { body: Buffer; version: number }>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT block_id AS blockId, version, body FROM maho_insights_trace_blocks
     WHERE ${lot.map(() => '(first_time = ? AND block_id = ?)').join(' OR ')}`,
    lot.flatMap(({ firstTime, blockId }) => [new Date(firstTime), Buffer.from(blockId, 'hex')])
  );
  return new Map(rows.map(({ blockId, body, version }) => [blockId.toString('hex'), { body, version }]));
}
