import type { RollupSeries } from '../../store/metrics/readRollups.ts';
import { alignedBuckets } from '../figure/Buckets.ts';
import type { QueryContext } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';
import { placesOf, storeIdOf } from '../shared/Rollups.ts';
import type { Shops } from '../shared/Shops.ts';

const trendBuckets = 24;

const { dimensions, values } = placesOf('problems');
const problemOf = (series: RollupSeries) => series.dimensions[dimensions.problemId];
const occurrencesOf = (series: RollupSeries) => series.values[values.occurrences];

type Context = Pick<QueryContext, 'readRollups' | 'range'>;
export type SeriesFilter = (dimensions: string[]) => boolean;

/** Lets pass the series of a store; all when its key is empty. */
export function ofStore(store: string, shops: Shops): SeriesFilter {
  return (of) => store === '' || shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId])) === store;
}

/** How often each problem occurred; those that did not are left out. The range is of whole minutes. */
export async function countProblems(
  { readRollups, range }: Context,
  where: SeriesFilter
): Promise<Map<string, number>> {
  const { from, to } = { from: range.from, to: range.to + 1 };
  const counts = new Map<string, number>();
  for (const one of await readRollups({ ...byProblem, from, to, bucketMs: null, where })) {
    counts.set(problemOf(one), (counts.get(problemOf(one)) ?? 0) + occurrencesOf(one));
  }
  return new Map([...counts].filter(([, count]) => count > 0));
}

/** How often each of some problems occurred in each part of the range. */
export async function readTrends(
  { readRollups, range, kept }: Context & { kept: Kept },
  ids: ReadonlySet<string>,
  where: SeriesFilter
): Promise<Map<string, number[]>> {
  const { start, width, count } = alignedBuckets(range, { ...kept, intervalMs: 1, most: trendBuckets });
  const trends = new Map([...ids].map((id) => [id, Array<number>(count).fill(0)]));
  if (ids.size > 0) {
    const series = await readRollups({
      ...byProblem,
      from: start,
      to: start + width * count,
      bucketMs: width,
      where: (of) => ids.has(of[dimensions.problemId]) && where(of),
    });
    series.forEach((one) => (trends.get(problemOf(one))![one.bucket] += occurrencesOf(one)));
  }
  return trends;
}

const byProblem = { kind: 'problems', by: ['service', 'storeId', 'problemId'], remember: true } as const;
