import { blockSpanMs } from '../tables/traceBlocks.ts';
import type { BlockInfo } from './BlockInfo.ts';

/** Ten minutes of filed time, whose blocks are compacted together. */
export interface Bucket {
  /** ms since 1970. */
  start: number;
  end: number;
  /** Not compacted yet, by first time. */
  blocks: BlockInfo[];
}

/** Of a bucket that still fills, so many traces make full blocks already. */
const manyTraces = 8_192;
/** So few that come late for a compacted bucket wait for others. */
const fewTraces = 256;
const lateWaitMs = 10 * 60_000;

export interface Readiness {
  now: number;
  /** For how long nothing was written to a block. */
  quietMs: number;
  /** Whether all blocks are ready, at any cost. */
  everything: boolean;
}

/**
 * The buckets that are worth compacting now: those that are over, and those that are so full that waiting would bring
 * nothing. The few traces that come late for a bucket wait a little for others, for a block has to be rewritten for them.
 */
export function readyBuckets(blocks: BlockInfo[], { now, quietMs, everything }: Readiness): Bucket[] {
  const buckets = Map.groupBy(blocks, (block) => Math.floor(block.firstTime / blockSpanMs) * blockSpanMs);
  return Array.from(buckets, ([start, members]) => ({ start, end: start + blockSpanMs, blocks: members })).filter(
    (bucket) => {
      const traces = bucket.blocks.reduce((sum, block) => sum + block.traceCount, 0);
      if (everything || traces >= manyTraces) {
        return true;
      }
      const oldest = bucket.blocks.reduce((earliest, block) => Math.min(earliest, block.writtenAt), Infinity);
      return (
        bucket.end + quietMs <= now && (traces >= fewTraces || !isLate(oldest, bucket) || oldest + lateWaitMs <= now)
      );
    }
  );
}

/** Written when the bucket had been over for a while, so that the others have probably been compacted. */
function isLate(writtenAt: number, bucket: Bucket): boolean {
  return writtenAt > bucket.end;
}
