import type { DataFrame } from '@grafana/data';
import { toRows } from '../datasource/toRows';

/** A row of an `occurrences` query. */
export interface OccurrenceRow {
  time: number;
  /** Null when its trace was not sampled. */
  traceId: string | null;
  message: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  durationMs: number | null;
  store: string | null;
  visitorId: number | null;
  customerId: number | null;
}

const names = [
  'time',
  'traceId',
  'message',
  'method',
  'path',
  'route',
  'httpStatus',
  'durationMs',
  'store',
  'visitorId',
  'customerId',
] as const;

export function toOccurrenceRows(frames: DataFrame[] | undefined): OccurrenceRow[] {
  return toRows<OccurrenceRow>(frames?.[0], names);
}
