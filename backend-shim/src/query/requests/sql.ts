import type { Pool } from 'mysql2/promise';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';

export interface RequestRow {
  time: Date;
  traceId: Buffer;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  failed: number;
  duration: number;
  queries: number;
  queryTime: number;
  slowQueries: number;
  spans: number;
  service: string;
  storeId: number | null;
}

const orders = {
  slowest: (table: string) => `${table}duration_us DESC, ${table}start_time DESC, ${table}trace_id`,
  newest: (table: string) => `${table}start_time DESC, ${table}trace_id`,
};

/** Chosen within an index first: only the rows that are answered are read. */
export function selectRequests(
  pool: Pool,
  range: TimeRange,
  query: QueryOf<'requests'>,
  store: { sql: string; values: unknown[] }
): Promise<RequestRow[]> {
  const route = query.route === '' ? { sql: 'TRUE', values: [] } : { sql: 'route = ?', values: [query.route] };
  return select(
    pool,
    `SELECT t.start_time AS time, t.trace_id AS traceId, t.method, t.path, t.route, t.http_status AS httpStatus,
       t.status = 'error' AS failed, t.duration_us AS duration, t.query_count AS queries, t.query_time_us AS queryTime,
       t.slow_query_count AS slowQueries, t.span_count AS spans, t.service, t.store_id AS storeId
     FROM (
       SELECT trace_id FROM maho_insights_traces
       WHERE root_kind = 'server' AND start_time BETWEEN ? AND ? AND ${route.sql} AND ${store.sql}
       ORDER BY ${orders[query.sort]('')}
       LIMIT ${query.limit}
     ) chosen
     JOIN maho_insights_traces t ON t.trace_id = chosen.trace_id
     ORDER BY ${orders[query.sort]('t.')}`,
    [new Date(range.from), new Date(range.to), ...route.values, ...store.values]
  );
}
