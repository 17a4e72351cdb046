import type { Pool } from 'mysql2/promise';
import type { PageOf } from '../../../../contract/rows.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { SearchTerm } from '../../../../contract/search.ts';
import type { Buckets } from '../figure/Buckets.ts';
import { combine } from '../search/combine.ts';
import { compareNumber } from '../search/compareNumber.ts';
import type { Problems } from '../shared/Problems.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { countVisitors, type CountedProblem, type VisitorCounts } from './countVisitors.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Found, FoundProblems } from './findProblems.ts';
import type { Occurred } from './Occurred.ts';
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
  /** With what was merged into it, by id, in the buckets of what occurred; of those chosen at least. */
  trends: Trends;
}

type Trends = ReadonlyMap<string, number[]>;

/** The page that is asked for. */
export async function chooseProblems(
  query: QueryOf<'problems'>,
  { found, occurred, condition }: FoundProblems,
  { pool, range, terms, problems, orders }: Choosing
): Promise<Page> {
  const countsOf = async (some: Found[]): Promise<Counts> => {
    const trends = trendsOf(some, occurred, problems);
    const { buckets } = occurred;
    const isNarrowed = condition.sql !== 'TRUE';
    const counted = some.map((one) => withParts(one, { problems, range, isNarrowed, trends, buckets }));
    const visitors = occurred.visitorsOf
      ? visitorsAtHand(counted, occurred.visitorsOf)
      : await countVisitors(pool, counted, condition);
    return { ...visitors, trends };
  };
  const cursor = readCursor(query);
  const ofVisitors = terms.filter(({ field }) => field === 'visitors');
  let matching = found;
  let known: Counts | null = null;
  if (ofVisitors.length > 0 || query.sort === 'visitors') {
    const some = mostFrequent(found);
    const counted = await countsOf(some);
    known = { ...counted, bounded: found.length > some.length ? mostByVisitors : counted.bounded };
    const isWanted = combine<number | null>(ofVisitors, compareNumber);
    matching = some.filter(({ problem }) => isWanted(counted.visitors.get(problem.id) ?? null));
  }
  const keyOf = keysOf(query.sort, { problems, growth: query.sort === 'trend' ? occurred.growth() : null, known });
  matching.forEach((one) => (one.key = keyOf(one)));
  const kept = cursor && orders.get(cursor.order);
  const page = firstOf(kept ? asKept(kept, matching) : matching, query.limit + 1, cursor?.place ?? null);
  const hasMore = page.length > query.limit;
  const chosen = page.slice(0, query.limit);
  const order = hasMore ? (kept && cursor ? cursor.order : orders.keep(matching)) : '';
  return {
    chosen,
    ...(known ?? (await countsOf(chosen))),
    nextCursor: hasMore ? writeCursor(query, { order, place: page[query.limit - 1] }) : null,
    matching: matching.length,
  };
}

/** Those that still match, where they were. */
function asKept(kept: readonly Place[], now: Found[]): Found[] {
  const byId = new Map(now.map((one) => [one.id, one]));
  return kept.flatMap((place) => {
    const one = byId.get(place.id);
    return one ? [{ ...one, key: place.key, lastSeen: place.lastSeen }] : [];
  });
}

type Counts = VisitorCounts & { trends: Trends };

function trendsOf(some: Found[], occurred: Occurred, problems: Problems): Trends {
  const parts = occurred.trendsOf(new Set(some.flatMap(({ problem }) => problems.idsOf(problem))));
  return new Map(
    some.map(({ problem }) => [problem.id, sumOf(problems.idsOf(problem).map((id) => parts.get(id) ?? []))])
  );
}

function sumOf([first, ...rest]: number[][]): number[] {
  return rest.length === 0
    ? first
    : first.map((count, at) => rest.reduce((sum, trend) => sum + (trend[at] ?? 0), count));
}

interface Counting {
  problems: Problems;
  range: TimeRange;
  isNarrowed: boolean;
  trends: Trends;
  buckets: Buckets;
}

/** Where it is narrowed, there may be more rows of it than occurrences that match. */
function withParts(
  { problem, occurrences }: Found,
  { problems, range, isNarrowed, trends, buckets }: Counting
): CountedProblem {
  const parts = problems.partsOf(problem);
  const ever = parts.reduce((sum, part) => sum + part.occurrences, problem.occurrences);
  const from = Math.max(range.from, problems.firstSeen(problem));
  const trend = trends.get(problem.id) ?? [];
  return {
    id: problem.id,
    ids: problems.idsOf(problem),
    occurrences: isNarrowed ? ever : occurrences,
    from,
    to: Math.min(range.to, problems.lastSeen(problem)),
    sinceLatest: (count) => Math.max(from, buckets.start + buckets.width * bucketOfLatest(trend, count)),
  };
}

/** The last bucket from which on there are so many; the first one where there are fewer. */
function bucketOfLatest(trend: number[], count: number): number {
  let at = trend.length;
  for (let sum = 0; sum < count && at > 0;) {
    sum += trend[--at];
  }
  return at;
}

function visitorsAtHand(problems: CountedProblem[], visitorsOf: (ids: ReadonlySet<string>) => number): VisitorCounts {
  const counted = problems.map(({ id, ids }): [string, number] => [id, visitorsOf(new Set(ids))]);
  return { visitors: new Map(counted.filter(([, visitors]) => visitors > 0)), bounded: null };
}

function mostFrequent(found: Found[]): Found[] {
  found.forEach((one) => (one.key = one.occurrences));
  return firstOf(found, mostByVisitors, null);
}

interface Known {
  problems: Problems;
  growth: ((id: string) => number) | null;
  known: VisitorCounts | null;
}

function keysOf(sort: QueryOf<'problems'>['sort'], { problems, growth, known }: Known): (found: Found) => number {
  switch (sort) {
    case 'lastSeen':
      return ({ lastSeen }) => lastSeen;
    case 'firstSeen':
      return ({ problem }) => problems.firstSeen(problem);
    case 'occurrences':
      return ({ occurrences }) => occurrences;
    case 'visitors':
      return ({ id }) => known?.visitors.get(id) ?? 0;
    case 'trend':
      // As many as chance alone would add are no trend: in units of how much such counts vary.
      return ({ problem, occurrences }) =>
        problems.partsOf(problem).reduce((sum, { id }) => sum + (growth?.(id) ?? 0), growth?.(problem.id) ?? 0) /
        Math.sqrt(occurrences);
  }
}
