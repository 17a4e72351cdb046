import type { QueryOf } from '../../../../contract/queries.ts';
import type { SearchTerm } from '../../../../contract/search.ts';
import { chooseSource } from '../counts/chooseSource.ts';
import { combine } from '../search/combine.ts';
import { compareNumber } from '../search/compareNumber.ts';
import { problemFilter } from '../search/problemFilter.ts';
import { rowCondition } from '../search/rowCondition.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';
import type { QueryContext } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';
import type { Shops } from '../shared/Shops.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import { countOccurred } from './countOccurred.ts';
import type { Occurred } from './Occurred.ts';
import type { Place } from './Orders.ts';
import { searchOccurrences } from './searchOccurrences.ts';

/** With those that were merged into it. */
export interface Found extends Place {
  problem: Problem;
  occurrences: number;
}

export interface FoundProblems {
  /** Those that are told, not those that were merged into them. */
  found: Found[];
  occurred: Occurred;
  /** On occurrences and what is joined to them: those that the search lets pass. */
  condition: Condition;
  /** Whether text was looked for in some occurrences alone. */
  textBounded: boolean;
}

interface Asking {
  terms: SearchTerm[];
  /** Its range is of whole minutes. */
  context: QueryContext;
  shops: Shops;
  kept: Kept;
  problems: Problems;
}

type Wanted = Pick<QueryOf<'problems'>, 'status' | 'handled' | 'store'>;

/** Problems that occurred in the range as the search wants them, but for what it says of their visitors. */
export async function findProblems(query: Wanted, asking: Asking): Promise<FoundProblems> {
  const { terms, context, shops, kept, problems } = asking;
  const { pool, range, caller } = context;
  const narrowing = { store: query.store, handled: query.handled, terms };
  const texts = terms.filter(({ field, negated }) => field === null && !negated).map(({ value }) => value);
  const [occurred, told] = await Promise.all([
    chooseSource(context, narrowing, shops).then((source) => countOccurred(source, range, kept)),
    searchOccurrences(pool, range, texts),
  ]);
  const login = caller.login;
  const isWanted = problemFilter(
    { status: query.status, terms },
    { range, login, problems, told: told.byText, now: Date.now() }
  );
  const isOften = combine<number>(
    terms.filter(({ field }) => field === 'occurrences'),
    compareNumber
  );
  const found = foundOf(occurred, problems, (problem, count) => isWanted(problem) && isOften(count));
  return { found, occurred, condition: rowCondition(narrowing, shops), textBounded: told.isBounded };
}

/**
 * Merged ones count for what they were merged into. There may be a hundred thousand, far apart in memory: each is looked
 * at once.
 */
function foundOf(
  { problems: ids, sums }: Occurred,
  problems: Problems,
  isWanted: (problem: Problem, occurrences: number) => boolean
): Found[] {
  const all = problems.all(ids);
  const found: Found[] = [];
  const take = (problem: Problem, occurrences: number) => {
    if (isWanted(problem, occurrences)) {
      found.push({ key: 0, lastSeen: problems.lastSeen(problem), id: problem.id, problem, occurrences });
    }
  };
  const joined = new Map<Problem, number>();
  for (let number = 0; number < sums.length; number++) {
    const problem = sums[number] > 0 ? all[number] : undefined;
    if (problem?.mergedInto === null && problems.partsOf(problem).length === 0) {
      take(problem, sums[number]);
    } else if (problem) {
      const target = problems.told(problem);
      joined.set(target, (joined.get(target) ?? 0) + sums[number]);
    }
  }
  joined.forEach((occurrences, problem) => take(problem, occurrences));
  return found;
}
