import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { applyChange } from './applyChange';
import type { ProblemsPage } from './ProblemsPage';

/** A change that is asked for and not yet answered. */
export interface RunningChange {
  ids: ReadonlySet<string>;
  change: ProblemChange;
}

export interface ShownProblems {
  rows: ProblemRow[];
  /** On all pages. */
  matching: number;
}

/** The pages' rows as they will be once the changes under way are answered, and how many match then. */
export function shownProblems(pages: ProblemsPage[], running: RunningChange[]): ShownProblems {
  const seen = new Set<string>();
  const all = pages.flatMap(({ status, rows }) => rows.map((row) => ({ row, status })));
  // A problem seen again meanwhile can come on two pages.
  const distinct = all.filter(({ row: { id } }) => !seen.has(id) && seen.add(id));
  const rows = distinct.flatMap(({ row, status }) => {
    const changed = running
      .filter(({ ids }) => ids.has(row.id))
      .reduce<ProblemRow | null>((before, { change }) => before && applyChange(before, change), row);
    const leaves = changed === null || (changed !== row && status !== 'all' && changed.status !== status);
    return leaves ? [] : [changed];
  });
  const matching = pages.at(-1)?.matching ?? 0;
  return { rows, matching: Math.max(matching - (distinct.length - rows.length), rows.length) };
}
