import type { Pool } from 'mysql2/promise';
import type { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { inSnapshot } from './inSnapshot.ts';
import { lengthOf } from './levels.ts';
import { loadBlocks } from './loadBlocks.ts';
import { planLevels } from './planLevels.ts';
import { ProblemCells, ProblemNames } from './ProblemCells.ts';
import { RollupCache } from './RollupCache.ts';
import { Segments } from './Segments.ts';
import type { SeriesBlock } from './SeriesBlock.ts';

/** Times are ms since 1970, and whole minutes; `to` is not included. */
export interface WantedCounts {
  from: number;
  to: number;
  /** Null for one bucket of the whole time. */
  bucketMs: number | null;
  /** Takes what cannot be read, and is left out. */
  onDamage: (error: DamagedBlockError) => void;
}

export interface ProblemCounts {
  /** Ids by number; there are others than those that occurred. */
  problems: readonly string[];
  /** By number, in the order of the dimensions of problems; the problem's id is empty. */
  combinations: ReadonlyArray<readonly string[]>;
  /** The number of a problem; undefined for one that is not among them. */
  find(id: string): number | undefined;
  runs: readonly CountRun[];
}

/**
 * Cells in columns: hundreds of thousands are looked at while somebody waits. A problem may come more than once with the
 * same combination and bucket; what was taken back is negative.
 */
export interface CountRun {
  problem: ArrayLike<number>;
  combination: ArrayLike<number>;
  /** Of each cell a place in `bucketOf`, where its bucket is; -1 where it does not count. */
  place: ArrayLike<number>;
  bucketOf: ArrayLike<number>;
  occurrences: ArrayLike<number>;
}

interface Known {
  names: ProblemNames;
  cache: RollupCache<ProblemCells>;
}

const cacheBytes = 64 << 20;
const mostNames = 1_000_000;
const known = new WeakMap<Pool, Known>();

/**
 * Occurrences of all problems: what `readRollups` tells of kind `problems`, in a form that a hundred thousand problems
 * can be counted from while somebody waits.
 */
export async function readProblemCounts(pool: Pool, wanted: WantedCounts): Promise<ProblemCounts> {
  const { from, to, bucketMs, onDamage } = wanted;
  const { names, cache } = knownOf(pool);
  const segments = planLevels(from, to, bucketMs);
  const make = (block: SeriesBlock) => new ProblemCells(block, names);
  const loaded =
    segments.length === 0
      ? []
      : await inSnapshot(pool, (connection) =>
          loadBlocks(segments, { connection, kind: 'problems', cache, make, onDamage })
        );
  cache.trim();
  const places = new Segments(segments, wanted);
  return {
    problems: names.problems,
    combinations: names.combinations,
    find: (id) => names.find(id),
    runs: loaded.map(({ block, bucketStart, countsIn }) => {
      const { problem, combination, bucket: place, occurrences, bucketCount } = block;
      const bucketOf = Array.from(
        { length: bucketCount },
        (_, at) => places.bucketOf(bucketStart + at * lengthOf.minute, countsIn) ?? -1
      );
      return { problem, combination, place, bucketOf, occurrences };
    }),
  };
}

function knownOf(pool: Pool): Known {
  const found = known.get(pool);
  if (found && found.names.problems.length + found.names.combinations.length < mostNames) {
    return found;
  }
  const made = { names: new ProblemNames(), cache: new RollupCache<ProblemCells>(cacheBytes) };
  known.set(pool, made);
  return made;
}
