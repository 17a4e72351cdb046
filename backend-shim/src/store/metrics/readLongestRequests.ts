import type { Pool } from 'mysql2/promise';
import type { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { inSnapshot } from './inSnapshot.ts';
import { bucketAt } from './levels.ts';
import { loadBlocks } from './loadBlocks.ts';
import { Combinations, LongestRequests } from './LongestRequests.ts';
import { RollupCache } from './RollupCache.ts';

/** The longest requests of an hour, as far as one row of roll-ups tells; there may be several of an hour. */
export interface HourOfRequests extends Pick<LongestRequests, 'combinations' | 'bins' | 'counts'> {
  /** ms since 1970. */
  from: number;
}

export interface LongestOfHours {
  hours: HourOfRequests[];
  /** By the numbers that hours hold, in the order of the dimensions of requests; those not told apart are empty. */
  dimensions: readonly string[][];
}

interface Known {
  combinations: Combinations;
  cache: RollupCache<LongestRequests>;
}

const cacheBytes = 32 << 20;
const mostCombinations = 200_000;
const known = new WeakMap<Pool, Known>();

/**
 * How long the longest requests took, hour by hour, by service, store, kind and route: small enough to be kept of all
 * hours, unlike their roll-ups.
 *
 * @param wanted - ms since 1970, whole hours; `to` is not included. `onDamage` takes what cannot be read, and is left
 * out.
 */
export async function readLongestRequests(
  pool: Pool,
  { from, to, onDamage }: { from: number; to: number; onDamage: (error: DamagedBlockError) => void }
): Promise<LongestOfHours> {
  const { combinations, cache } = knownOf(pool);
  const loading = { kind: 'requests' as const, cache, make, onDamage };
  const loaded =
    from < to
      ? await inSnapshot(pool, (connection) => loadBlocks([{ level: 'hour', from, to }], { ...loading, connection }))
      : [];
  cache.trim();
  const hours = loaded
    .filter(({ countsIn }) => countsIn.includes('hour'))
    .map(({ bucketStart, block }) => ({ from: bucketAt('hour', bucketStart), ...block }))
    .filter((hour) => hour.from >= from && hour.from < to);
  return { hours, dimensions: combinations.dimensions };

  function make(block: ConstructorParameters<typeof LongestRequests>[0]): LongestRequests {
    return new LongestRequests(block, combinations);
  }
}

function knownOf(pool: Pool): Known {
  const found = known.get(pool);
  if (found && found.combinations.dimensions.length < mostCombinations) {
    return found;
  }
  const made = { combinations: new Combinations(), cache: new RollupCache<LongestRequests>(cacheBytes) };
  known.set(pool, made);
  return made;
}
