import type { Pool } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import { select } from '../shared/select.ts';

/** Visitors are counted in the latest occurrences. */
const mostForVisitors = 10_000;

interface StoredProblem {
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

export async function selectProblem(pool: Pool, id: string): Promise<StoredProblem | null> {
  const hash = Buffer.from(id, 'hex');
  const [row] = await select<StoredProblem>(
    pool,
    `SELECT error_type AS type, title, file_path AS file, line_number AS line, route, handled, status,
       status_changed_by AS statusChangedBy, status_changed_at AS statusChangedAt, first_seen AS firstSeen,
       last_seen AS lastSeen, occurrence_count AS occurrences, stack_trace AS stack,
       (SELECT NULLIF(COUNT(DISTINCT COALESCE(s.service, ''), o.visitor_id), 0)
        FROM (SELECT source_id, visitor_id FROM maho_insights_error_occurrences
              WHERE error_hash = ? ORDER BY occurred_at DESC LIMIT ${mostForVisitors}) o
        LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id) AS visitors
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
  message: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  duration: number | null;
  area: string | null;
  service: string | null;
  storeCode: string | null;
  visitorId: number | null;
  customerId: number | null;
  cartId: number | null;
  host: string | null;
  mahoVersion: string | null;
  phpVersion: string | null;
}

export async function selectLatest(pool: Pool, id: string): Promise<LatestRow | null> {
  const [row] = await select<LatestRow>(
    pool,
    `SELECT o.occurred_at AS time, o.trace_id AS traceId, o.has_trace AS hasTrace, o.message,
       e.method, p.path, e.route, o.http_status AS httpStatus, o.duration_us AS duration, s.area, s.service,
       s.store_code AS storeCode, o.visitor_id AS visitorId, o.customer_id AS customerId, o.cart_id AS cartId, s.host,
       s.version AS mahoVersion, s.php_version AS phpVersion
     FROM maho_insights_error_occurrences o
     LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
     LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = o.endpoint_id
     LEFT JOIN maho_insights_paths p ON p.path_id = o.path_id
     WHERE o.error_hash = ?
     ORDER BY o.occurred_at DESC, o.occurrence_id
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
