import type { Pool } from 'mysql2/promise';
import type { QueryOf } from '../../../../contract/queries.ts';
import { traceFlags } from '../../store/tables/traces.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import type { Place } from './narrowDown.ts';

export interface StoredRequest {
  time: Date;
  traceId: Buffer;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  flags: number;
  duration: number;
  queries: number;
  queryTime: number;
  slowQueries: number;
  spans: number;
  service: string | null;
  storeId: number | null;
}

export const isFailed = ({ flags }: StoredRequest) => (flags & traceFlags.failed) !== 0;
export const isDropped = ({ flags }: StoredRequest) => (flags & traceFlags.dropped) !== 0;

const orders = {
  slowest: (table: string) => `${table}duration_us DESC, ${table}start_time DESC, ${table}trace_id`,
  newest: (table: string) => `${table}start_time DESC, ${table}trace_id DESC`,
};

/**
 * Chosen by narrow rows first: only those that are answered are joined with what they stand for. An endpoint without
 * a row is one beyond the number that is kept apart. Conditions stand in this order because each row is held against
 * them one after the other, and most are too fast. The source's condition is one on `t.source_id`.
 */
export function selectRequests(
  pool: Pool,
  { times, atLeast }: Pick<Place, 'times' | 'atLeast'>,
  query: QueryOf<'requests'>,
  source: Condition
): Promise<StoredRequest[]> {
  const endpoint =
    query.route === ''
      ? { sql: "(e.root_kind = 'server' OR e.endpoint_id IS NULL)", values: [] }
      : { sql: "e.root_kind = 'server' AND e.route = ?", values: [query.route] };
  return select(
    pool,
    `SELECT r.start_time AS time, r.trace_id AS traceId, r.method, p.path, r.route, r.http_status AS httpStatus, r.flags,
       r.duration_us AS duration, r.query_count AS queries, r.query_time_us AS queryTime,
       r.slow_query_count AS slowQueries, r.span_count AS spans, s.service, s.store_id AS storeId
     FROM (
       SELECT t.*, e.method, e.route FROM maho_insights_traces t
       LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = t.endpoint_id
       WHERE t.duration_us >= ? AND ${source.sql} AND ${endpoint.sql}
         AND (${times.map(() => 't.start_time BETWEEN ? AND ?').join(' OR ')})
       ORDER BY ${orders[query.sort]('t.')}
       LIMIT ${query.limit}
     ) r
     LEFT JOIN maho_insights_sources s ON s.source_id = r.source_id
     LEFT JOIN maho_insights_paths p ON p.path_id = r.path_id
     ORDER BY ${orders[query.sort]('r.')}`,
    [atLeast, ...source.values, ...endpoint.values, ...times.flatMap(({ from, to }) => [new Date(from), new Date(to)])]
  );
}

/** Begin of the minute in which the first trace is that is kept; ms since 1970, Infinity where there is none. */
export async function selectFirst(pool: Pool): Promise<number> {
  const [row] = await select<{ first: Date }>(
    pool,
    'SELECT start_time AS first FROM maho_insights_traces ORDER BY start_time LIMIT 1',
    []
  );
  return row ? Math.floor(+row.first / 60_000) * 60_000 : Infinity;
}
