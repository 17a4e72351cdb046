import type { PoolConnection } from 'mysql2/promise';
import type { TraceFacts } from '../../pipeline/analysis.ts';
import { writeRows } from '../writeRows.ts';
import { count, duration, id, int, json, text, time, uint16, uint53, word } from './column.ts';
import type { Table } from './table.ts';

interface TraceRow {
  trace_id: string;
  span_name: string;
  root_kind: string | null;
  start_time: number;
  end_time: number;
  duration_us: number;
  status: 'ok' | 'error';
  service: string;
  store_id: number | null;
  store_code: string | null;
  website_id: number | null;
  area: string | null;
  method: string | null;
  path: string | null;
  route: string | null;
  http_status: number | null;
  visitor_id: number | null;
  customer_id: number | null;
  cart_id: number | null;
  span_count: number;
  query_count: number;
  query_time_us: number;
  slow_query_count: number;
  resource: object;
}

const traces: Table<TraceRow> = {
  name: 'maho_insights_traces',
  columns: {
    trace_id: id,
    span_name: text(255),
    root_kind: word,
    start_time: time,
    end_time: time,
    duration_us: duration,
    status: word,
    service: text(128),
    store_id: int,
    store_code: text(64),
    website_id: int,
    area: text(32),
    method: text(16),
    path: text(1024),
    route: text(255),
    http_status: uint16,
    visitor_id: uint53,
    customer_id: uint53,
    cart_id: uint53,
    span_count: count,
    query_count: count,
    query_time_us: duration,
    slow_query_count: count,
    resource: json,
  },
  key: ['trace_id'],
};

export async function replaceTraces(connection: PoolConnection, facts: TraceFacts[]): Promise<void> {
  await writeRows(connection, traces, facts.map(toRow), 'replace');
}

function toRow(facts: TraceFacts): TraceRow {
  return {
    trace_id: facts.traceId,
    span_name: facts.name,
    root_kind: facts.rootKind,
    start_time: facts.start,
    end_time: facts.start + facts.duration,
    duration_us: facts.duration,
    status: facts.failed ? 'error' : 'ok',
    service: facts.service,
    store_id: facts.storeId,
    store_code: facts.storeCode,
    website_id: facts.websiteId,
    area: facts.area,
    method: facts.method,
    path: facts.path,
    route: facts.route,
    http_status: facts.httpStatus,
    visitor_id: facts.visitorId,
    customer_id: facts.customerId,
    cart_id: facts.cartId,
    span_count: facts.spanCount,
    query_count: facts.queryCount,
    query_time_us: facts.queryTime,
    slow_query_count: facts.slowQueryCount,
    resource: facts.resource,
  };
}
