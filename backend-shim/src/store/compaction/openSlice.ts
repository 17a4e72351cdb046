import type { Pool, RowDataPacket } from 'mysql2/promise';
import { openBlock } from '../blocks/openBlock.ts';
import type { BlockInfo } from './BlockInfo.ts';
import type { OpenedBlock } from './OpenedBlock.ts';

const mostAsked = 50;
/** What a span takes at most, on the whole: bodies are asked for in bounded lots without knowing their sizes. */
const bytesPerSpan = 10;
const mostBytesAsked = 2 << 20;

export interface Slice {
  opened: OpenedBlock[];
  damaged: Array<{ info: BlockInfo; error: Error }>;
}

/**
 * Takes blocks from the front of a queue and opens them, until they take `mostBytes` compressed (open, it is up to six
 * times as much). Those that are gone are left out.
 */
export async function openSlice(pool: Pool, queue: BlockInfo[], mostBytes: number): Promise<Slice> {
  const slice: Slice = { opened: [], damaged: [] };
  let bytes = 0;
  while (queue.length > 0 && bytes < mostBytes) {
    const lot = takeLot(queue);
    const bodies = await loadBodies(pool, lot);
    for (const info of lot) {
      const found = bodies.get(info.blockId);
      if (found) {
        bytes += found.body.length;
        open(slice, info, found);
      }
    }
  }
  return slice;
}

function takeLot(queue: BlockInfo[]): BlockInfo[] {
  let spans = 0;
  const tooMany = queue.findIndex((info, at) => {
    spans += info.spanCount;
    return at > 0 && (at === mostAsked || spans * bytesPerSpan > mostBytesAsked);
  });
  return queue.splice(0, tooMany < 0 ? queue.length : tooMany);
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
