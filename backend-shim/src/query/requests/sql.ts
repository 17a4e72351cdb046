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

const orders = { slowest: 'duration_us DESC, start_time DESC', newest: 'start_time DESC' };

export function selectRequests(
  pool: Pool,
  range: TimeRange,
  query: QueryOf<'requests'>,
  store: { sql: string; values: unknown[] }
): Promise<RequestRow[]> {
  const route = query.route === '' ? { sql: 'TRUE', values: [] } : { sql: 'route = ?', values: [query.route] };
  return select(
    pool,
    `SELECT start_time AS time, trace_id AS traceId, method, path, route, http_status AS httpStatus,
       status = 'error' AS failed, duration_us AS duration, query_count AS queries, query_time_us AS queryTime,
       slow_query_count AS slowQueries, span_count AS spans, service, store_id AS storeId
     FROM maho_insights_traces
     WHERE root_kind = 'server' AND start_time BETWEEN ? AND ? AND ${route.sql} AND ${store.sql}
     ORDER BY ${orders[query.sort]}, trace_id
     LIMIT ${query.limit}`,
    [new Date(range.from), new Date(range.to), ...route.values, ...store.values]
  );
}
