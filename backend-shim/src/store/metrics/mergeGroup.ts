import type { PoolConnection } from 'mysql2/promise';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { decodeSeries } from './decodeSeries.ts';
import { encodeSeries } from './encodeSeries.ts';
import { foldSmallest } from './foldSmallest.ts';
import { bucketAt, coarser } from './levels.ts';
import {
  claimMerged,
  deleteParts,
  insertPart,
  listParts,
  loadBodies,
  mergedId,
  replaceMerged,
  type Group,
  type MetricsRow,
} from './metricsRows.ts';
import type { Series } from './Series.ts';
import { seriesVersion } from './seriesFormat.ts';
import { SeriesSet } from './SeriesSet.ts';

export interface MergeOptions {
  maxSeries: number;
  /** Takes what cannot be read; it is left where it is. */
  onDamage: (error: DamagedBlockError, where: Group) => void;
}

/** Merged rows are kept for long. */
const small = 9;
/** What one transaction takes at most; what is left waits for the next one. */
const mostParts = 500;
const mostBytes = 16 << 20;
/** While many parts are summed up, more series are told apart, so that those that count most are known in the end. */
const headroom = { times: 4, least: 10_000 };

/**
 * Within a transaction, adds a group's parts to what is merged of it and, as a part, to the level above, and removes
 * them: each goes over exactly once, whoever else merges.
 *
 * @returns how many parts there were
 */
export async function mergeGroup(connection: PoolConnection, group: Group, options: MergeOptions): Promise<number> {
  await claimMerged(connection, group);
  const chosen = choose(await listParts(connection, group, mostParts));
  const bodies = await loadBodies(connection, group, [mergedId, ...chosen]);
  const before = bodies.get(mergedId.toString('hex')) ?? null;
  const read = (row: MetricsRow) => readBuckets(group, row, options);
  const base = before ? read(before) : [[]];
  const parts = chosen.flatMap((id) => {
    const row = bodies.get(id.toString('hex'));
    const buckets = row ? read(row) : null;
    return buckets ? [{ id, series: buckets[0] }] : [];
  });
  if (!base || parts.length === 0) {
    await (before ? null : replaceMerged(connection, group, null));
    return 0;
  }
  const added = sum(
    group,
    parts.map(({ series }) => series),
    options.maxSeries
  );
  base[0] = sum(group, [base[0], added], options.maxSeries);
  await replaceMerged(connection, group, base.some(({ length }) => length > 0) ? rowOf(group, base, small) : null);
  const above = coarser[group.level];
  if (above && added.length > 0) {
    const bucketStart = bucketAt(above, group.bucketStart);
    await insertPart(connection, { ...group, level: above, bucketStart }, rowOf(group, [added], 1));
  }
  const ids = parts.map(({ id }) => id);
  if ((await deleteParts(connection, group, ids)) !== ids.length) {
    throw new Error('Roll-ups were merged by somebody else meanwhile');
  }
  return ids.length;
}

/** Series of each bucket of a row; null where it is damaged. */
export function readBuckets(
  group: Group,
  { body, version }: MetricsRow,
  { onDamage }: MergeOptions
): Series[][] | null {
  try {
    return decodeSeries(group.kind, body, version).seriesByBucket();
  } catch (error) {
    if (error instanceof DamagedBlockError) {
      onDamage(error, group);
      return null;
    }
    throw error;
  }
}

export function rowOf({ kind }: Group, buckets: Series[][], level: number): MetricsRow {
  return {
    version: seriesVersion,
    seriesCount: Math.max(...buckets.map(({ length }) => length)),
    body: encodeSeries(kind, buckets, level),
  };
}

export function sum({ kind }: Group, parts: Series[][], maxSeries: number): Series[] {
  const set = new SeriesSet(kind, Math.max(maxSeries * headroom.times, headroom.least));
  parts.forEach((series) => series.forEach((each) => set.add(each)));
  return foldSmallest(kind, set.series(), maxSeries);
}

function choose(parts: Array<{ id: Buffer; length: number }>): Buffer[] {
  let bytes = 0;
  return parts.filter(({ length }, at) => (bytes += length) <= mostBytes || at === 0).map(({ id }) => id);
}
