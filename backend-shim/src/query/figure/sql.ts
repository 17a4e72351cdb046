import type { Pool } from 'mysql2/promise';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';
import type { Buckets } from './Buckets.ts';

/** Where and when a source is asked. */
export interface Scope {
  pool: Pool;
  range: TimeRange;
  buckets: Buckets;
}

interface Counted {
  service: string;
  storeId: number | null;
  status: number | null;
  bucket: number;
}

/** Whole microseconds divided without going through a float; `column` is never a caller's text. */
function bucketOf(column: string): string {
  return `TIMESTAMPDIFF(MICROSECOND, ?, ${column}) DIV ?`;
}

function values({ buckets, range }: Scope, ...between: unknown[]): unknown[] {
  return [new Date(buckets.start), buckets.width * 1000, ...between, new Date(range.from), new Date(range.to)];
}

export interface MetricCount {
  service: string;
  name: string;
  status: number | null;
  currency: string | null;
  bucket: number;
  count: number;
  /** Durations in seconds; all else in its own unit. */
  sum: number;
}

/** The stores' own counters. */
export function selectMetrics(scope: Scope, names: string[]): Promise<MetricCount[]> {
  return select(
    scope.pool,
    `SELECT service, metric_name AS name, http_status AS status, currency, ${bucketOf('recorded_at')} AS bucket,
       SUM(metric_count) AS count, SUM(CASE unit WHEN 'ms' THEN metric_value / 1000 ELSE metric_value END) AS sum
     FROM maho_insights_metrics
     WHERE metric_name IN (?) AND recorded_at BETWEEN ? AND ?
     GROUP BY service, name, status, currency, bucket`,
    values(scope, names)
  );
}

export interface RootCount extends Counted {
  requests: number;
  failed: number;
  milliseconds: number;
}

/** Requests that have a trace. */
export function selectRoots(scope: Scope): Promise<RootCount[]> {
  return select(
    scope.pool,
    `SELECT service, store_id AS storeId, http_status AS status, ${bucketOf('start_time')} AS bucket,
       COUNT(*) AS requests, SUM(status = 'error') AS failed, SUM(duration_us) / 1000 AS milliseconds
     FROM maho_insights_traces
     WHERE root_kind = ? AND start_time BETWEEN ? AND ?
     GROUP BY service, storeId, http_status, bucket`,
    values(scope, 'server')
  );
}

export interface TraceCount extends Counted {
  traces: number;
  spans: number;
  slowQueries: number;
}

/** All traces, of requests and of what else runs. */
export function selectTraces(scope: Scope): Promise<TraceCount[]> {
  return select(
    scope.pool,
    `SELECT service, store_id AS storeId, http_status AS status, ${bucketOf('start_time')} AS bucket,
       COUNT(*) AS traces, SUM(span_count) AS spans, SUM(slow_query_count) AS slowQueries
     FROM maho_insights_traces
     WHERE start_time BETWEEN ? AND ?
     GROUP BY service, storeId, http_status, bucket`,
    values(scope)
  );
}

export interface EventCount extends Omit<Counted, 'status'> {
  currency: string | null;
  events: number;
  amount: number | null;
}

/** Business events that the traces tell. */
export function selectEvents(scope: Scope, type: string): Promise<EventCount[]> {
  return select(
    scope.pool,
    `SELECT service, store_id AS storeId, currency, ${bucketOf('occurred_at')} AS bucket,
       COUNT(*) AS events, SUM(order_total) AS amount
     FROM maho_insights_events
     WHERE event_type = ? AND occurred_at BETWEEN ? AND ?
     GROUP BY service, storeId, currency, bucket`,
    values(scope, type)
  );
}

export interface OccurrenceCount extends Counted {
  /** Caught by the shop. Maho writes log records only of these, so one without a trace is one of them. */
  handled: number;
  /** Requests that it ended. */
  failedRequests: number;
  /** Jobs and commands that it ended. */
  failedJobs: number;
}

export function selectOccurrences(scope: Scope): Promise<OccurrenceCount[]> {
  return select(
    scope.pool,
    `SELECT service, store_id AS storeId, http_status AS status, ${bucketOf('occurred_at')} AS bucket,
       SUM(handled) AS handled,
       COUNT(DISTINCT CASE WHEN NOT handled AND COALESCE(root_kind, 'server') = 'server' THEN trace_id END) AS failedRequests,
       SUM(NOT handled AND COALESCE(root_kind, 'server') <> 'server') AS failedJobs
     FROM maho_insights_error_occurrences
     WHERE occurred_at BETWEEN ? AND ?
     GROUP BY service, storeId, http_status, bucket`,
    values(scope)
  );
}

/** Whether anything is known of `time` (ms) or before, of all services or of one. */
export async function hasDataUntil(pool: Pool, time: number, service: string | null): Promise<boolean> {
  const condition = (column: string) => `${column} <= ?${service === null ? '' : ' AND service = ?'} LIMIT 1`;
  const values = [new Date(time), ...(service === null ? [] : [service])];
  const found = await select(
    pool,
    `(SELECT 1 FROM maho_insights_metrics WHERE metric_name = 'http.server.request.duration' AND ${condition('recorded_at')})
     UNION ALL (SELECT 1 FROM maho_insights_traces WHERE ${condition('start_time')})
     UNION ALL (SELECT 1 FROM maho_insights_error_occurrences WHERE ${condition('occurred_at')})
     LIMIT 1`,
    [...values, ...values, ...values]
  );
  return found.length > 0;
}
