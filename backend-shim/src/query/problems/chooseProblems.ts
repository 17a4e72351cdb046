import type { Pool } from 'mysql2/promise';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import { countVisitors, type Occurred, type VisitorCounts } from './countVisitors.ts';
import { searchOccurrences, selectCandidates, type Candidate } from './sql.ts';
import { wordsOf } from './Words.ts';

/** Searched occurrences at most, the latest ones. */
export const mostSearched = 10_000;
/** Of more problems than this, those of the most occurrences are put in order by their visitors. */
const mostSortedByVisitors = 500;

interface Where {
  pool: Pool;
  range: TimeRange;
  /** How often problems occurred in the range. */
  occurred: Occurred;
  /** On `o.source_id`. */
  source: Condition;
}

export interface Chosen extends VisitorCounts {
  /** In order. */
  ids: string[];
}

/** Problems that occurred in the range, with the status and words wanted, the first ones in the order wanted. */
export async function chooseProblems(query: QueryOf<'problems'>, where: Where): Promise<Chosen> {
  const candidates = (await findCandidates(query, where)).filter(({ id }) => where.occurred.has(id));
  const { sort, limit } = query;
  const occurrencesOf = ({ id }: Candidate) => where.occurred.get(id) ?? 0;
  if (sort === 'visitors') {
    const some = inOrder(candidates, occurrencesOf).slice(0, Math.max(limit, mostSortedByVisitors));
    const counted = await visitorsOf(some, where);
    return { ...counted, ids: idsOf(inOrder(some, ({ id }) => counted.visitors.get(id) ?? 0).slice(0, limit)) };
  }
  const keys = { occurrences: occurrencesOf, lastSeen, firstSeen };
  const chosen = inOrder(candidates, keys[sort]).slice(0, limit);
  return { ...(await visitorsOf(chosen, where)), ids: idsOf(chosen) };
}

/** Those in which, or in an occurrence of which, each word of the search stands. */
async function findCandidates(query: QueryOf<'problems'>, { pool, range, source }: Where): Promise<Candidate[]> {
  const words = wordsOf(query.search);
  const [candidates, told] = await Promise.all([
    selectCandidates(pool, range, query.status, words),
    words.patterns.length > 0
      ? searchOccurrences(pool, range, source, words, mostSearched)
      : new Map<string, boolean[]>(),
  ]);
  return candidates.filter(({ id, words: own }) => own.every((holds, at) => holds || told.get(id)?.[at]));
}

function visitorsOf(problems: Candidate[], { pool, range, occurred, source }: Where): Promise<VisitorCounts> {
  return countVisitors(pool, range, new Map(idsOf(problems).map((id) => [id, occurred.get(id) ?? 0])), source);
}

/** The most first, of equals the one seen last. */
function inOrder(all: Candidate[], key: (candidate: Candidate) => number): Candidate[] {
  return all.toSorted((a, b) => key(b) - key(a) || lastSeen(b) - lastSeen(a) || (a.id < b.id ? -1 : 1));
}

const lastSeen = (problem: Candidate) => +problem.lastSeen;
const firstSeen = (problem: Candidate) => +problem.firstSeen;
const idsOf = (problems: Candidate[]) => problems.map(({ id }) => id);
