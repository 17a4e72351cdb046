import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import type { CountSource } from './CountSource.ts';

/**
 * Sums by a problem's number, each by itself, whatever it is merged into. There may be a million cells: texts are looked
 * at once a combination, and nothing is called for a cell.
 *
 * @param turn - buckets before it count negatively
 */
export function sumByProblem(
  { problems, combinations, runs }: ProblemCounts,
  { isWanted }: CountSource,
  turn = 0
): Float64Array {
  const sums = new Float64Array(problems.length);
  const passes = Uint8Array.from(combinations, (of) => (isWanted(of) ? 1 : 0));
  for (const { problem, combination, place, bucketOf, occurrences } of runs) {
    const signs = Int8Array.from(bucketOf, (bucket) => (bucket < 0 ? 0 : bucket < turn ? -1 : 1));
    for (let at = 0; at < problem.length; at++) {
      if (passes[combination[at]] === 1) {
        sums[problem[at]] += signs[place[at]] * occurrences[at];
      }
    }
  }
  return sums;
}
