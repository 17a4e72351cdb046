import type { Pool } from 'mysql2/promise';
import { buffersOf } from '../shared/buffersOf.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';

/** A problem that is told, with those that were merged into it. */
export interface CountedProblem {
  id: string;
  /** Its own, and those of its parts. */
  ids: string[];
  /** In that time at most. */
  occurrences: number;
  /** In which it is looked for, ms since 1970: the less, the fewer days' rows are looked into. */
  from: number;
  to: number;
}

export interface VisitorCounts {
  /** By problem; one without an entry has no occurrence that tells its visitor. */
  visitors: Map<string, number>;
  /** Of how many occurrences of each, the latest ones, where some have more; else null. */
  bounded: number | null;
}

/** Visitors come from rows: more than this many are not read while somebody waits. */
const mostRows = 20_000;
const mostOfProblem = 1_000;
const leastOfProblem = 100;

/**
 * Visitors that met each problem. The condition is one on occurrences, sources and endpoints, as far as
 * roll-ups tell it, too: an index has all of it.
 */
export async function countVisitors(
  pool: Pool,
  problems: CountedProblem[],
  condition: Condition
): Promise<VisitorCounts> {
  if (problems.length === 0) {
    return { visitors: new Map(), bounded: null };
  }
  const most = Math.max(leastOfProblem, Math.min(mostOfProblem, Math.floor(mostRows / problems.length)));
  const isSimple = ({ ids, occurrences }: CountedProblem) => ids.length === 1 && occurrences <= most;
  const counted = await Promise.all([
    countTogether(pool, problems.filter(isSimple), condition),
    countEach(
      pool,
      problems.filter((problem) => !isSimple(problem)),
      { condition, most }
    ),
  ]);
  return {
    visitors: new Map(counted.flat().filter(([, visitors]) => visitors > 0)),
    bounded: problems.some(({ occurrences }) => occurrences > most) ? most : null,
  };
}

type Counts = Array<[id: string, visitors: number]>;

const distinct = "COUNT(DISTINCT COALESCE(s.service, ''), o.visitor_id)";

/** Those of few occurrences: all at once, which takes far less time than each by itself. */
async function countTogether(pool: Pool, problems: CountedProblem[], condition: Condition): Promise<Counts> {
  if (problems.length === 0) {
    return [];
  }
  const rows = await select<{ id: Buffer; visitors: number }>(
    pool,
    `SELECT o.error_hash AS id, ${distinct} AS visitors
     FROM maho_insights_error_occurrences o
     ${joined(condition)}
     WHERE o.error_hash IN (?) AND o.occurred_at BETWEEN ? AND ? AND o.visitor_id IS NOT NULL AND ${condition.sql}
     GROUP BY o.error_hash`,
    [
      buffersOf(problems.map(({ id }) => id)),
      new Date(Math.min(...problems.map(({ from }) => from))),
      new Date(Math.max(...problems.map(({ to }) => to))),
      ...condition.values,
    ]
  );
  return rows.map(({ id, visitors }) => [id.toString('hex'), Number(visitors)]);
}

/** In the latest occurrences of each. */
async function countEach(
  pool: Pool,
  problems: CountedProblem[],
  { condition, most }: { condition: Condition; most: number }
): Promise<Counts> {
  if (problems.length === 0) {
    return [];
  }
  const rows = await select<{ place: number; visitors: number }>(
    pool,
    problems.map((_problem, place) => counting(place, most, condition)).join(' UNION ALL '),
    problems.flatMap(({ ids, from, to }) => [buffersOf(ids), new Date(from), new Date(to), ...condition.values])
  );
  return rows.map(({ place, visitors }) => [problems[Number(place)].id, Number(visitors)]);
}

function counting(place: number, most: number, condition: Condition): string {
  return `(SELECT ${place} AS place, ${distinct} AS visitors
     FROM (
       SELECT o.source_id, o.endpoint_id, o.http_status, o.handled, o.visitor_id
       FROM maho_insights_error_occurrences o
       WHERE o.error_hash IN (?) AND o.occurred_at BETWEEN ? AND ?
       ORDER BY o.occurred_at DESC LIMIT ${most}
     ) o
     ${joined(condition)}
     WHERE o.visitor_id IS NOT NULL AND ${condition.sql})`;
}

function joined({ sql }: Condition): string {
  const endpoints = sql.includes('e.route')
    ? 'LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = o.endpoint_id'
    : '';
  return `LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
     ${endpoints}`;
}
