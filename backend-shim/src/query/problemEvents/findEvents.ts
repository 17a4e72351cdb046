import { visitCells } from '../counts/visitCells.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';
import type { QueryContext, TimeRange } from '../shared/QueryContext.ts';
import { placesOf, storeIdOf } from '../shared/Rollups.ts';
import { select } from '../shared/select.ts';
import type { Shops } from '../shared/Shops.ts';

export type EventKind = 'new' | 'regression';

export interface ProblemEvent {
  time: number;
  event: EventKind;
  problem: Problem;
}

type Context = Pick<QueryContext, 'pool' | 'readProblemCounts'>;
type Reading = Context & { range: TimeRange };

const { dimensions } = placesOf('problems');

/** What became of problems in the range, newest first: first seen, or seen again after they were resolved. */
export async function findEvents(
  { pool, range }: Pick<Reading, 'pool' | 'range'>,
  event: 'all' | EventKind,
  problems: Problems
): Promise<ProblemEvent[]> {
  const regressions = event === 'new' ? [] : await selectRegressions(pool, range, problems);
  return [...(event === 'regression' ? [] : newOnes(range, problems)), ...regressions].sort(
    (a, b) => b.time - a.time || (a.problem.id < b.problem.id ? -1 : 1)
  );
}

function newOnes({ from, to }: TimeRange, problems: Problems): ProblemEvent[] {
  const found: ProblemEvent[] = [];
  for (const problem of problems.values()) {
    // What was merged into another one is none by itself.
    if (problem.firstSeen >= from && problem.firstSeen <= to && problems.told(problem) === problem) {
      const time = problems.firstSeen(problem);
      found.push(...(time >= from ? [{ time, event: 'new' as const, problem }] : []));
    }
  }
  return found;
}

async function selectRegressions(
  pool: Context['pool'],
  { from, to }: TimeRange,
  problems: Problems
): Promise<ProblemEvent[]> {
  const rows = await select<{ id: Buffer; at: Date }>(
    pool,
    `SELECT error_hash AS id, at FROM maho_insights_activity
     WHERE kind = 'regressed' AND at BETWEEN ? AND ? ORDER BY at DESC LIMIT 10000`,
    [new Date(from), new Date(to)]
  );
  return rows.flatMap(({ id, at }) => {
    const problem = problems.targetOf(id.toString('hex'));
    return problem ? [{ time: +at, event: 'regression' as const, problem }] : [];
  });
}

/** Keys of the stores in which each problem occurred in the range; empty where the store is not known. */
export async function storesOfProblems(
  { readProblemCounts, range }: Pick<Reading, 'readProblemCounts' | 'range'>,
  events: ProblemEvent[],
  shops: Shops,
  problems: Problems
): Promise<Map<string, Set<string>>> {
  const stores = new Map(events.map(({ problem }) => [problem.id, new Set<string>()]));
  if (stores.size > 0) {
    const counts = await readProblemCounts({ from: range.from, to: range.to + 1, bucketMs: null });
    const storesOf = problems.all(counts.problems).map((problem) => problem && stores.get(problems.told(problem).id));
    const keys = counts.combinations.map((of) =>
      shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId]))
    );
    visitCells(counts, (problem, combination, _bucket, occurrences) => {
      if (occurrences > 0) {
        storesOf[problem]?.add(keys[combination]);
      }
    });
  }
  return stores;
}
