import { otherSeries } from '../../pipeline/rollups.ts';
import type { CountSource } from '../counts/CountSource.ts';
import { sumByProblem } from '../counts/sumByProblem.ts';
import { trendsOf } from '../counts/trendsOf.ts';
import { alignedBuckets } from '../figure/Buckets.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';
import type { Occurred } from './Occurred.ts';

const trendBuckets = 24;

/** How often problems occurred in a range of whole minutes. */
export async function countOccurred(source: CountSource, range: TimeRange, kept: Kept): Promise<Occurred> {
  const { start, width, count } = alignedBuckets(range, { ...kept, intervalMs: 1, most: trendBuckets });
  const [whole, parts] = await Promise.all([
    source.read({ from: range.from, to: range.to + 1, bucketMs: null }),
    source.read({ from: start, to: start + width * count, bucketMs: width }),
  ]);
  const sums = sumByProblem(whole, source);
  return {
    counts: new Map([...sums].filter(([id, sum]) => sum > 0 && id !== otherSeries)),
    trendsOf: (ids) => trendsOf(parts, source, count, ids),
    growth: () => sumByProblem(parts, source, (bucket) => (bucket < count / 2 ? -1 : 1)),
    folded: sums.get(otherSeries) ?? 0,
    bounded: source.bounded,
  };
}
