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
  /** A time after which it occurred so often or more, if it ever did; `from` at the least. */
  sinceLatest(count: number): number;
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
  const each = problems.filter((problem) => !isSimple(problem));
  const counted = await Promise.all([
    countTogether(pool, problems.filter(isSimple), condition),
    // A statement keeps one of the database's cores busy.
    ...[0, 1].map((half) =>
      countEach(
        pool,
        each.filter((_, at) => at % 2 === half),
        { condition, most }
      )
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
    problems.map(({ ids }, place) => counting(place, { parts: ids.length, most, condition })).join(' UNION ALL '),
    problems.flatMap(({ ids, to, sinceLatest }) => {
      // Of storms, not every occurrence has a row.
      const from = sinceLatest(2 * most);
      return [...buffersOf(ids).flatMap((hash) => [hash, new Date(from), new Date(to)]), ...condition.values];
    })
  );
  return rows.map(({ place, visitors }) => [problems[Number(place)].id, Number(visitors)]);
}

interface Counting {
  /** Problems that are told as this one. */
  parts: number;
  most: number;
  condition: Condition;
}

/** The latest rows of one problem are the last ones of its part of the index; those of several would all be sorted. */
function counting(place: number, { parts, most, condition }: Counting): string {
  const latest = `ORDER BY occurred_at DESC LIMIT ${most}`;
  const part = `SELECT source_id, endpoint_id, http_status, handled, visitor_id, occurred_at
       FROM maho_insights_error_occurrences
       WHERE error_hash = ? AND occurred_at BETWEEN ? AND ? ${latest}`;
  const rows = parts === 1 ? part : `${Array(parts).fill(`(${part})`).join(' UNION ALL ')} ${latest}`;
  return `(SELECT ${place} AS place, ${distinct} AS visitors
     FROM (${rows}) o
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
