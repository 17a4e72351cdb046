import type { Pool } from 'mysql2/promise';
import { joinedToRows } from '../search/rowCondition.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { buffersOf } from '../shared/buffersOf.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';

export interface StoredOccurrence {
  id: Buffer;
  time: Date;
  traceId: Buffer;
  hasTrace: number;
  message: string;
  handled: number;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  duration: number | null;
  service: string | null;
  storeId: number | null;
  visitorId: number | null;
  customerId: number | null;
  orderNumber: string | null;
  version: string | null;
  host: string | null;
}

interface Wanted {
  /** Of problems. */
  ids: string[];
  range: TimeRange;
  limit: number;
}

/** Occurrences that are searched, the latest ones. */
export const mostRead = 5_000;

/** Newest first. `isBounded`: there may be more, among those that were not searched. */
export async function selectOccurrences(
  pool: Pool,
  { ids, range, limit }: Wanted,
  condition: Condition
): Promise<{ stored: StoredOccurrence[]; isBounded: boolean }> {
  const ofProblem = 'o.error_hash IN (?) AND o.occurred_at BETWEEN ? AND ?';
  const values = [buffersOf(ids), new Date(range.from), new Date(range.to)];
  const isNarrowed = condition.sql !== 'TRUE';
  const most = isNarrowed ? mostRead : limit;
  const stored = await select<StoredOccurrence>(
    pool,
    `SELECT o.occurrence_id AS id, o.occurred_at AS time, o.trace_id AS traceId, o.has_trace AS hasTrace, o.message,
       o.handled, e.method, p.path, e.route, o.http_status AS httpStatus, o.duration_us AS duration, s.service,
       s.store_id AS storeId, o.visitor_id AS visitorId, o.customer_id AS customerId, o.order_number AS orderNumber,
       s.version, s.host
     FROM (
       SELECT o.* FROM maho_insights_error_occurrences o
       WHERE ${ofProblem}
       ORDER BY o.occurred_at DESC, o.occurrence_id DESC
       LIMIT ${most}
     ) o
     ${joinedToRows}
     WHERE ${condition.sql}
     ORDER BY o.occurred_at DESC, o.occurrence_id DESC
     LIMIT ${limit}`,
    [...values, ...condition.values]
  );
  if (!isNarrowed || stored.length === limit) {
    return { stored, isBounded: false };
  }
  const [row] = await select<{ count: number }>(
    pool,
    `SELECT COUNT(*) AS count
     FROM (SELECT 1 FROM maho_insights_error_occurrences o WHERE ${ofProblem} LIMIT ${most + 1}) o`,
    values
  );
  return { stored, isBounded: Number(row?.count ?? 0) > most };
}
