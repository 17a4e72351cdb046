import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import type { CountSource } from './CountSource.ts';

/**
 * Sums by problem, each by itself, whatever it is merged into. There may be hundreds of thousands of cells: texts are
 * looked at once a combination.
 *
 * @param weightOf - by bucket; all count once where it is left out
 */
export function sumByProblem(
  counts: ProblemCounts,
  { isWanted }: CountSource,
  weightOf: (bucket: number) => number = () => 1
): Map<string, number> {
  const sums = new Float64Array(counts.problems.length);
  const passes = counts.combinations.map(isWanted);
  counts.visit((problem, combination, bucket, occurrences) => {
    if (passes[combination]) {
      sums[problem] += weightOf(bucket) * occurrences;
    }
  });
  const told = new Map<string, number>();
  sums.forEach((sum, problem) => {
    if (sum !== 0) {
      const id = counts.problems[problem];
      told.set(id, (told.get(id) ?? 0) + sum);
    }
  });
  return told;
}
