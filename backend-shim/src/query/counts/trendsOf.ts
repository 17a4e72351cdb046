import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import type { CountSource } from './CountSource.ts';

/** Of each of some problems, by itself, the occurrences in each of `count` buckets. */
export function trendsOf(
  counts: ProblemCounts,
  { isWanted }: CountSource,
  count: number,
  ids: ReadonlySet<string>
): Map<string, number[]> {
  const trends = new Map([...ids].map((id) => [id, Array<number>(count).fill(0)]));
  const trendOf = counts.problems.map((id) => trends.get(id));
  const passes = counts.combinations.map(isWanted);
  counts.visit((problem, combination, bucket, occurrences) => {
    const trend = trendOf[problem];
    if (trend && passes[combination]) {
      trend[bucket] += occurrences;
    }
  });
  return trends;
}
