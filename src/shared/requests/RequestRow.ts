import type { DataFrame } from '@grafana/data';
import { toRows } from '../datasource/toRows';

/** A row of a `requests` query: a request that has a trace. */
export interface RequestRow {
  time: number;
  traceId: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  failed: boolean;
  durationMs: number;
  queries: number;
  queryTimeMs: number;
  slowQueries: number;
  spans: number;
  store: string | null;
}

const names = [
  'time',
  'traceId',
  'method',
  'path',
  'route',
  'httpStatus',
  'failed',
  'durationMs',
  'queries',
  'queryTimeMs',
  'slowQueries',
  'spans',
  'store',
] as const;

export function toRequestRows(frames: DataFrame[] | undefined): RequestRow[] {
  return toRows<RequestRow>(frames?.[0], names);
}
