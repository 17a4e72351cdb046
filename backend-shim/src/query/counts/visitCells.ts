import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';

/** Calls for each cell, by numbers of its problem and its combination of dimensions. */
export function visitCells(
  { runs }: ProblemCounts,
  cell: (problem: number, combination: number, bucket: number, occurrences: number) => void
): void {
  for (const { problem, combination, place, bucketOf, occurrences } of runs) {
    for (let at = 0; at < problem.length; at++) {
      const bucket = bucketOf[place[at]];
      if (bucket >= 0) {
        cell(problem[at], combination[at], bucket, occurrences[at]);
      }
    }
  }
}
