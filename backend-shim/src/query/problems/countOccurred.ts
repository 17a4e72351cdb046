import { otherSeries } from '../../pipeline/rollups.ts';
import type { CountSource } from '../counts/CountSource.ts';
import { sumByProblem } from '../counts/sumByProblem.ts';
import { trendsOf } from '../counts/trendsOf.ts';
import { alignedBuckets } from '../figure/Buckets.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';
import type { Occurred } from './Occurred.ts';

const trendBuckets = 24;
const day = 86_400_000;
/** Of longer times, hours are many: parts of whole days are counted from fewer. */
const mostOfHours = 14 * day;

/** How often problems occurred in a range of whole minutes. */
export async function countOccurred(source: CountSource, range: TimeRange, kept: Kept): Promise<Occurred> {
  const buckets = alignedBuckets(range, { ...kept, intervalMs: widthOf(range), most: trendBuckets });
  const { start, width, count } = buckets;
  const [whole, parts] = await Promise.all([
    source.read({ from: range.from, to: range.to + 1, bucketMs: null }),
    source.read({ from: start, to: start + width * count, bucketMs: width }),
  ]);
  const sums = sumByProblem(whole, source);
  const other = whole.find(otherSeries);
  const folded = other === undefined ? 0 : sums[other];
  return {
    problems: whole.problems,
    sums,
    buckets,
    trendsOf: (ids) => trendsOf(parts, source, count, ids),
    growth: () => {
      const growth = sumByProblem(parts, source, count / 2);
      return (id) => growth[parts.find(id) ?? -1] ?? 0;
    },
    folded,
    bounded: source.bounded,
    visitorsOf: source.visitorsOf,
  };
}

function widthOf({ from, to }: TimeRange): number {
  const length = to - from + 1;
  return length <= mostOfHours ? 1 : Math.ceil(length / (trendBuckets - 1) / day) * day;
}
