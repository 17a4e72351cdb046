import { otherSeries } from '../../pipeline/rollups.ts';
import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import type { CountSource } from '../counts/CountSource.ts';
import { visitCells } from '../counts/visitCells.ts';
import type { CountSeries } from '../shared/alertFrames.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';
import type { Labelling } from './labelling.ts';

interface Summing {
  isTold: (problem: Problem | null) => boolean;
  labels: Labelling;
  problems: Problems;
  buckets: number;
}

/** Sums up what is wanted, value by value of the label. `folded`: some of it is not told apart. */
export function sumByLabel(
  counts: ProblemCounts,
  { isWanted }: CountSource,
  { isTold, labels, problems, buckets }: Summing
): { series: CountSeries[]; folded: boolean } {
  const passes = counts.combinations.map(isWanted);
  const targets = problems.all(counts.problems).map((problem) => (problem ? problems.told(problem) : null));
  const told = targets.map(isTold);
  const other = counts.problems.indexOf(otherSeries);
  const sums = new Map<string, number[]>();
  const sumOf = (value: string) => {
    const sum = sums.get(value) ?? Array<number>(buckets).fill(0);
    sums.set(value, sum);
    return sum;
  };
  labels.always.forEach(sumOf);
  const ofCombination = labels.ofDimensions ? counts.combinations.map((of) => labels.valueOf(null, of)) : null;
  let folded = false;
  visitCells(counts, (problem, combination, bucket, occurrences) => {
    if (passes[combination] && told[problem]) {
      folded ||= problem === other;
      const value = ofCombination
        ? ofCombination[combination]
        : labels.valueOf(targets[problem], counts.combinations[combination]);
      sumOf(value)[bucket] += occurrences;
    }
  });
  return { series: seriesOf(sums, labels), folded };
}

/** Without what cancelled out, by value. */
function seriesOf(sums: Map<string, number[]>, labels: Labelling): CountSeries[] {
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  const some = [...sums].filter(
    ([value, values]) => labels.always.includes(value) || values.some((count) => count !== 0)
  );
  const largest = some.toSorted(([, a], [, b]) => total(b) - total(a)).filter(([value]) => value !== otherSeries);
  const apart = new Set(largest.slice(0, labels.most).map(([value]) => value));
  const told = new Map<string, number[]>();
  for (const [value, values] of some) {
    const key = apart.has(value) ? value : otherSeries;
    told.set(key, told.get(key)?.map((sum, at) => sum + values[at]) ?? values);
  }
  return [...told]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, values]) => ({ labels: labels.labelsOf(value), values, displayName: labels.displayNameOf(value) }));
}
