import type { SearchTerm } from '../../../../contract/search.ts';
import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import { joinedToRows, narrowColumns } from '../search/rowCondition.ts';
import type { QueryContext, TimeRange } from '../shared/QueryContext.ts';
import { placesOf } from '../shared/Rollups.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import type { CountSource } from './CountSource.ts';

/** Rows that are looked at, the latest ones. */
const mostRows = 10_000;
const { dimensions } = placesOf('problems');

interface Row {
  id: Buffer;
  time: Date;
  service: string | null;
  storeId: number | null;
  status: number | null;
  handled: number;
  route: string | null;
  version: string | null;
  visitorId: number | null;
}

/** Counts the latest rows of the range for which the condition, on occurrences and what is joined to them, holds. */
export async function readRowCounts(
  { pool, range }: Pick<QueryContext, 'pool' | 'range'>,
  condition: Condition,
  terms: SearchTerm[]
): Promise<CountSource> {
  const found = indexedCondition(terms);
  const [rows, isBounded] = await Promise.all([selectRows(pool, range, condition, found), hasMore(pool, range, found)]);
  const visitors = visitorsByProblem(rows);
  return {
    read: async (wanted) => countsOf(rows, wanted),
    isWanted: () => true,
    bounded: isBounded ? mostRows : null,
    visitorsOf: (ids) => new Set([...ids].flatMap((id) => visitors.get(id) ?? [])).size,
  };
}

function countsOf(
  rows: Row[],
  { from, to, bucketMs }: { from: number; to: number; bucketMs: number | null }
): ProblemCounts {
  const numbers = new Map<string, number>();
  const problem = rows.map(({ id }) => {
    const key = id.toString('hex');
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  const bucketAt = (time: number) => (bucketMs === null ? 0 : Math.floor((time - from) / bucketMs));
  const places = rows.map((_row, at) => at);
  const bucketOf = rows.map(({ time }) => (+time >= from && +time < to ? bucketAt(+time) : -1));
  return {
    problems: [...numbers.keys()],
    combinations: rows.map(combinationOf),
    find: (id) => numbers.get(id),
    runs: [{ problem, combination: places, place: places, bucketOf, occurrences: rows.map(() => 1) }],
  };
}

/** Of a service each: its numbers are its own. */
function visitorsByProblem(rows: Row[]): Map<string, string[]> {
  const known = rows.filter(({ visitorId }) => visitorId !== null);
  const byProblem = Map.groupBy(known, ({ id }) => id.toString('hex'));
  return new Map([...byProblem].map(([id, met]) => [id, met.map((row) => `${row.visitorId} ${row.service}`)]));
}

function combinationOf({ service, storeId, status, handled, route, version }: Row): string[] {
  const told = { service, storeId, status, problemId: '', handled: Boolean(handled), route, version };
  const names = Object.keys(dimensions).sort((a, b) => dimensions[a as never] - dimensions[b as never]);
  return names.map((name) => String(told[name as keyof typeof told] ?? ''));
}

/** What indexes find, of what is looked for in rows. */
const indexed: Record<string, { column: string; read: (value: string) => unknown }> = {
  customer: { column: 'o.customer_id', read: Number },
  visitor: { column: 'o.visitor_id', read: Number },
  order: { column: 'o.order_number', read: String },
};

/** By one of them: of these occurrences, the latest ones are looked at. */
function indexedCondition(terms: SearchTerm[]): Condition {
  for (const [field, { column, read }] of Object.entries(indexed)) {
    const wanted = terms.filter((term) => term.field === field && !term.negated && term.operator === '=');
    if (wanted.length > 0 && !wanted.some(({ value }) => value.includes('*'))) {
      return { sql: `${column} IN (?)`, values: [wanted.map(({ value }) => read(value))] };
    }
  }
  return { sql: 'TRUE', values: [] };
}

function selectRows(
  pool: QueryContext['pool'],
  range: TimeRange,
  condition: Condition,
  found: Condition
): Promise<Row[]> {
  return select(
    pool,
    `SELECT o.error_hash AS id, o.occurred_at AS time, s.service, s.store_id AS storeId, o.http_status AS status,
       o.handled, e.route, s.version, o.visitor_id AS visitorId
     FROM (
       SELECT ${narrowColumns} FROM maho_insights_error_occurrences o
       WHERE o.occurred_at BETWEEN ? AND ? AND ${found.sql}
       ORDER BY o.occurred_at DESC
       LIMIT ${mostRows}
     ) o
     ${joinedToRows}
     WHERE ${condition.sql}`,
    [new Date(range.from), new Date(range.to), ...found.values, ...condition.values]
  );
}

/** Counts no further than has to be known. */
async function hasMore(pool: QueryContext['pool'], range: TimeRange, found: Condition): Promise<boolean> {
  const [row] = await select<{ count: number }>(
    pool,
    `SELECT COUNT(*) AS count
     FROM (SELECT 1 FROM maho_insights_error_occurrences o
           WHERE o.occurred_at BETWEEN ? AND ? AND ${found.sql} LIMIT ${mostRows + 1}) o`,
    [new Date(range.from), new Date(range.to), ...found.values]
  );
  return Number(row?.count ?? 0) > mostRows;
}
