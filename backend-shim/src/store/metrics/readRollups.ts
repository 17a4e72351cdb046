import type { Pool } from 'mysql2/promise';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import type { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { inSnapshot } from './inSnapshot.ts';
import { lengthOf } from './levels.ts';
import { loadBlocks } from './loadBlocks.ts';
import { planLevels } from './planLevels.ts';
import { reduceBlock } from './reduceBlock.ts';
import { RollupCache } from './RollupCache.ts';
import { RollupSums } from './RollupSums.ts';
import type { Series } from './Series.ts';
import type { SeriesBlock } from './SeriesBlock.ts';

/** Times are ms since 1970, and whole minutes; `to` is not included. */
export interface WantedRollups {
  kind: RollupName;
  from: number;
  to: number;
  /** Null for one bucket of the whole time. */
  bucketMs: number | null;
  /** Which series count; all where it is not given. */
  where?: (dimensions: string[]) => boolean;
  /** The dimensions that are told apart, others are summed up and told as empty; all where it is not given. */
  by?: readonly string[];
  /** False spares the work for who reads no quantiles. */
  sketches?: boolean;
  /**
   * Whether each row's sums by `by` are kept in memory: for what many ask for, if `by` leaves few series. Without
   * sketches, and `where` sees those dimensions alone.
   */
  remember?: boolean;
  /** Takes what cannot be read, and is left out; without it, such errors are thrown. */
  onDamage?: (error: DamagedBlockError) => void;
}

export interface RollupSeries extends Series {
  /** Place among the buckets. */
  bucket: number;
}

const cacheBytes = 48 << 20;
/** Of each kind and choice of dimensions that is remembered. */
const rememberedBytes = 8 << 20;
const caches = new WeakMap<Pool, Map<string, RollupCache<SeriesBlock>>>();

/**
 * Sums of a kind over time: from the coarsest rows that fit, with all that was not merged yet, as it was at one moment.
 *
 * @throws RangeError where times are not whole minutes
 * @throws DamagedBlockError
 */
export async function readRollups(pool: Pool, wanted: WantedRollups): Promise<RollupSeries[]> {
  const { kind, from, to, bucketMs, onDamage = rethrow } = wanted;
  if ([from, to, bucketMs ?? 0].some((time) => time % lengthOf.minute !== 0) || bucketMs === 0) {
    throw new RangeError(`Roll-ups are of whole minutes: ${from} to ${to} by ${bucketMs}`);
  }
  const segments = planLevels(from, to, bucketMs);
  if (segments.length === 0) {
    return [];
  }
  const { make, ...reading } = readingOf(wanted);
  const cache = cacheOf(pool, reading);
  const blocks = await inSnapshot(pool, (connection) =>
    loadBlocks(segments, { connection, kind, cache, make, onDamage })
  );
  const sums = new RollupSums(wanted, segments);
  blocks.forEach((each) => sums.add(each));
  cache.trim();
  return sums.all();
}

interface Reading {
  /** Of the cache. */
  name: string;
  bytes: number;
  make: (block: SeriesBlock) => SeriesBlock;
}

function readingOf({ kind, by, remember }: WantedRollups): Reading {
  if (!by || !remember) {
    return { name: '', bytes: cacheBytes, make: (block) => block };
  }
  const kept = rollupKinds[kind].dimensions.map((dimension) => by.includes(dimension));
  return { name: `${kind} ${by.join()}`, bytes: rememberedBytes, make: (block) => reduceBlock(block, kept) };
}

function cacheOf(pool: Pool, { name, bytes }: Pick<Reading, 'name' | 'bytes'>): RollupCache<SeriesBlock> {
  const ofPool = caches.get(pool) ?? new Map<string, RollupCache<SeriesBlock>>();
  caches.set(pool, ofPool);
  const cache = ofPool.get(name) ?? new RollupCache<SeriesBlock>(bytes);
  ofPool.set(name, cache);
  return cache;
}

function rethrow(error: Error): never {
  throw error;
}
