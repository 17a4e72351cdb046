import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import type { Buckets } from '../figure/Buckets.ts';

/** How often problems occurred in the range, as the search narrows it: each by itself, whatever it is merged into. */
export interface Occurred {
  /** By number, the ids of these numbers, and how often each occurred. */
  problems: ProblemCounts['problems'];
  sums: Float64Array;
  /** Equal parts of the range. */
  buckets: Buckets;
  /** In these, of those asked for; 0 where one did not occur. */
  trendsOf(ids: ReadonlySet<string>): Map<string, number[]>;
  /** In the later half of the range less in the earlier one, by id. */
  growth(): (id: string) => number;
  /** Occurrences of problems that are not told apart. */
  folded: number;
  /** How many rows were looked at, where there are more; null where all was counted. */
  bounded: number | null;
  /** Distinct visitors of problems, where that is known already. */
  visitorsOf?(ids: ReadonlySet<string>): number;
}
