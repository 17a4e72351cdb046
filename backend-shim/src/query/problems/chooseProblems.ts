import type { Pool } from 'mysql2/promise';
import type { PageOf } from '../../../../contract/rows.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { SearchTerm } from '../../../../contract/search.ts';
import { combine } from '../search/combine.ts';
import { compareNumber } from '../search/compareNumber.ts';
import type { Problems } from '../shared/Problems.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { countVisitors, type CountedProblem, type VisitorCounts } from './countVisitors.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Found, FoundProblems } from './findProblems.ts';
import { firstOf, type Orders, type Place } from './Orders.ts';

/** Of more problems than this, those of the most occurrences are chosen by their visitors. */
const mostByVisitors = 500;

interface Choosing {
  pool: Pool;
  range: TimeRange;
  terms: SearchTerm[];
  problems: Problems;
  orders: Orders;
}

export interface Page extends VisitorCounts, PageOf {
  /** In order. */
  chosen: Found[];
}

/** The page that is asked for. */
export async function chooseProblems(
  query: QueryOf<'problems'>,
  { found, occurred, condition }: FoundProblems,
  { pool, range, terms, problems, orders }: Choosing
): Promise<Page> {
  const visitorsOf = async (some: Found[]): Promise<VisitorCounts> => {
    const counted = some.map((one) => withParts(one, { problems, range, isNarrowed: condition.sql !== 'TRUE' }));
    return occurred.visitorsOf ? visitorsAtHand(counted, occurred.visitorsOf) : countVisitors(pool, counted, condition);
  };
  const cursor = readCursor(query);
  const ofVisitors = terms.filter(({ field }) => field === 'visitors');
  let matching = found;
  let known: VisitorCounts | null = null;
  if (ofVisitors.length > 0 || query.sort === 'visitors') {
    const some = mostFrequent(found);
    const counted = await visitorsOf(some);
    known = { ...counted, bounded: found.length > some.length ? mostByVisitors : counted.bounded };
    const isWanted = combine<number | null>(ofVisitors, compareNumber);
    matching = some.filter(({ problem }) => isWanted(counted.visitors.get(problem.id) ?? null));
  }
  const keyOf = keysOf(query.sort, { problems, growth: query.sort === 'trend' ? occurred.growth() : null, known });
  const now = matching.map((one): FoundPlace => {
    const { problem } = one;
    return { key: keyOf(one), lastSeen: problems.lastSeen(problem), id: problem.id, one };
  });
  const kept = cursor && orders.get(cursor.order);
  const page = firstOf(kept ? asKept(kept, now) : now, query.limit + 1, cursor?.place ?? null);
  const hasMore = page.length > query.limit;
  const chosen = page.slice(0, query.limit).map(({ one }) => one);
  const order = hasMore ? (kept && cursor ? cursor.order : orders.keep(now)) : '';
  return {
    chosen,
    ...(known ?? (await visitorsOf(chosen))),
    nextCursor: hasMore ? writeCursor(query, { order, place: page[query.limit - 1] }) : null,
    matching: matching.length,
  };
}

interface FoundPlace extends Place {
  one: Found;
}

/** Those that still match, where they were. */
function asKept(kept: readonly Place[], now: FoundPlace[]): FoundPlace[] {
  const byId = new Map(now.map(({ id, one }) => [id, one]));
  return kept.flatMap((place) => {
    const one = byId.get(place.id);
    return one ? [{ ...place, one }] : [];
  });
}

/** Where it is narrowed, there may be more rows of it than occurrences that match. */
function withParts(
  { problem, occurrences }: Found,
  { problems, range, isNarrowed }: { problems: Problems; range: TimeRange; isNarrowed: boolean }
): CountedProblem {
  const parts = problems.partsOf(problem);
  const ever = parts.reduce((sum, part) => sum + part.occurrences, problem.occurrences);
  return {
    id: problem.id,
    ids: problems.idsOf(problem),
    occurrences: isNarrowed ? ever : occurrences,
    from: Math.max(range.from, problems.firstSeen(problem)),
    to: Math.min(range.to, problems.lastSeen(problem)),
  };
}

function visitorsAtHand(problems: CountedProblem[], visitorsOf: (ids: ReadonlySet<string>) => number): VisitorCounts {
  const counted = problems.map(({ id, ids }): [string, number] => [id, visitorsOf(new Set(ids))]);
  return { visitors: new Map(counted.filter(([, visitors]) => visitors > 0)), bounded: null };
}

function mostFrequent(found: Found[]): Found[] {
  const places = found.map((one): FoundPlace => {
    const { id, lastSeen } = one.problem;
    return { key: one.occurrences, lastSeen, id, one };
  });
  return firstOf(places, mostByVisitors, null).map(({ one }) => one);
}

interface Known {
  problems: Problems;
  growth: ((id: string) => number) | null;
  known: VisitorCounts | null;
}

function keysOf(sort: QueryOf<'problems'>['sort'], { problems, growth, known }: Known): (found: Found) => number {
  switch (sort) {
    case 'lastSeen':
      return ({ problem }) => problems.lastSeen(problem);
    case 'firstSeen':
      return ({ problem }) => problems.firstSeen(problem);
    case 'occurrences':
      return ({ occurrences }) => occurrences;
    case 'visitors':
      return ({ problem }) => known?.visitors.get(problem.id) ?? 0;
    case 'trend':
      // As many as chance alone would add are no trend: in units of how much such counts vary.
      return ({ problem, occurrences }) =>
        problems.partsOf(problem).reduce((sum, { id }) => sum + (growth?.(id) ?? 0), growth?.(problem.id) ?? 0) /
        Math.sqrt(occurrences);
  }
}
