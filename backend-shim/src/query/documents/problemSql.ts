import type { Pool } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import { select } from '../shared/select.ts';

interface ProblemRow {
  type: string;
  title: string;
  file: string;
  line: number;
  route: string | null;
  handled: number;
  status: ProblemStatus;
  statusChangedBy: string | null;
  statusChangedAt: Date | null;
  firstSeen: Date;
  lastSeen: Date;
  occurrences: number;
  visitors: number | null;
  /** JSON */
  stack: string;
}

export async function selectProblem(pool: Pool, id: string): Promise<ProblemRow | null> {
  const hash = Buffer.from(id, 'hex');
  const [row] = await select<ProblemRow>(
    pool,
    `SELECT error_type AS type, title, file_path AS file, line_number AS line, route, handled, status,
       status_changed_by AS statusChangedBy, status_changed_at AS statusChangedAt, first_seen AS firstSeen,
       last_seen AS lastSeen, occurrence_count AS occurrences, stack_trace AS stack,
       (SELECT NULLIF(COUNT(DISTINCT service, visitor_id), 0)
        FROM maho_insights_error_occurrences WHERE error_hash = ?) AS visitors
     FROM maho_insights_errors
     WHERE error_hash = ?`,
    [hash, hash]
  );
  return row ?? null;
}

export interface LatestRow {
  time: Date;
  traceId: Buffer;
  hasTrace: number;
  rootKind: string | null;
  message: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  duration: number | null;
  area: string | null;
  service: string;
  storeCode: string | null;
  visitorId: number | null;
  customerId: number | null;
  cartId: number | null;
  /** JSON: the resource's attributes. */
  context: string;
}

export async function selectLatest(pool: Pool, id: string): Promise<LatestRow | null> {
  const [row] = await select<LatestRow>(
    pool,
    `SELECT occurred_at AS time, trace_id AS traceId, has_trace AS hasTrace, root_kind AS rootKind, message,
       request_method AS method, request_url AS path, route, http_status AS httpStatus, duration_us AS duration, area,
       service, store_code AS storeCode, visitor_id AS visitorId, customer_id AS customerId, cart_id AS cartId, context
     FROM maho_insights_error_occurrences
     WHERE error_hash = ?
     ORDER BY occurred_at DESC, occurrence_id
     LIMIT 1`,
    [Buffer.from(id, 'hex')]
  );
  return row ?? null;
}

/** Sets the status if it still is `from`; tells whether it was. */
export async function updateStatus(
  pool: Pool,
  id: string,
  change: { from: ProblemStatus; status: ProblemStatus; login: string; time: Date }
): Promise<boolean> {
  const [result] = await pool.query(
    `UPDATE maho_insights_errors SET status = ?, status_changed_by = ?, status_changed_at = ?
     WHERE error_hash = ? AND status = ?`,
    [change.status, change.login.slice(0, 190), change.time, Buffer.from(id, 'hex'), change.from]
  );
  return (result as { affectedRows: number }).affectedRows === 1;
}
