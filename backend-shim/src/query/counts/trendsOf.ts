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
  const rowOf = new Int32Array(counts.problems.length);
  const rows: number[][] = [[]];
  for (const [id, trend] of trends) {
    const number = counts.find(id);
    if (number !== undefined) {
      rowOf[number] = rows.push(trend) - 1;
    }
  }
  const passes = Uint8Array.from(counts.combinations, (of) => (isWanted(of) ? 1 : 0));
  for (const { problem, combination, place, bucketOf, occurrences } of counts.runs) {
    for (let at = 0; at < problem.length; at++) {
      const row = rowOf[problem[at]];
      const bucket = row === 0 ? -1 : bucketOf[place[at]];
      if (bucket >= 0 && passes[combination[at]] === 1) {
        rows[row][bucket] += occurrences[at];
      }
    }
  }
  return trends;
}
