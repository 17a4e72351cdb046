import type { Pool } from 'mysql2/promise';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';

export interface StoredOccurrence {
  time: Date;
  traceId: Buffer;
  hasTrace: number;
  message: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  duration: number | null;
  service: string | null;
  storeId: number | null;
  visitorId: number | null;
  customerId: number | null;
}

export function selectOccurrences(
  pool: Pool,
  range: TimeRange,
  query: QueryOf<'occurrences'>
): Promise<StoredOccurrence[]> {
  return select(
    pool,
    `SELECT o.occurred_at AS time, o.trace_id AS traceId, o.has_trace AS hasTrace, o.message, e.method, p.path, e.route,
       o.http_status AS httpStatus, o.duration_us AS duration, s.service, s.store_id AS storeId,
       o.visitor_id AS visitorId, o.customer_id AS customerId
     FROM maho_insights_error_occurrences o
     LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
     LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = o.endpoint_id
     LEFT JOIN maho_insights_paths p ON p.path_id = o.path_id
     WHERE o.error_hash = ? AND o.occurred_at BETWEEN ? AND ?
     ORDER BY o.occurred_at DESC, o.occurrence_id
     LIMIT ${query.limit}`,
    [Buffer.from(query.problemId, 'hex'), new Date(range.from), new Date(range.to)]
  );
}
