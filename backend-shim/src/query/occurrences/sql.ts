import type { Pool } from 'mysql2/promise';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';

export interface OccurrenceRow {
  time: Date;
  traceId: Buffer;
  hasTrace: number;
  message: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  duration: number | null;
  service: string;
  storeId: number | null;
  visitorId: number | null;
  customerId: number | null;
}

export function selectOccurrences(
  pool: Pool,
  range: TimeRange,
  query: QueryOf<'occurrences'>
): Promise<OccurrenceRow[]> {
  return select(
    pool,
    `SELECT occurred_at AS time, trace_id AS traceId, has_trace AS hasTrace, message, request_method AS method,
       request_url AS path, route, http_status AS httpStatus, duration_us AS duration, service, store_id AS storeId,
       visitor_id AS visitorId, customer_id AS customerId
     FROM maho_insights_error_occurrences
     WHERE error_hash = ? AND occurred_at BETWEEN ? AND ?
     ORDER BY occurred_at DESC, occurrence_id
     LIMIT ${query.limit}`,
    [Buffer.from(query.problemId, 'hex'), new Date(range.from), new Date(range.to)]
  );
}
