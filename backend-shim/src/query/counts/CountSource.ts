import type { ProblemCounts, WantedCounts } from '../../store/metrics/readProblemCounts.ts';

/** From where occurrences are counted, as a search narrows them. */
export interface CountSource {
  read(wanted: Omit<WantedCounts, 'onDamage'>): Promise<ProblemCounts>;
  /** Whether a combination of dimensions (in the order of those of problems) counts. */
  isWanted(of: readonly string[]): boolean;
  /** How many rows were looked at, where there are more; null where all was counted. */
  bounded: number | null;
  /** Distinct visitors of problems, where the source has the rows at hand. */
  visitorsOf?(ids: ReadonlySet<string>): number;
}
