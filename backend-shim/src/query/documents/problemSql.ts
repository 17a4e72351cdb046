import type { Pool } from 'mysql2/promise';
import type { LifeCycle } from '../../store/tables/problemStates.ts';
import { joinedToRows } from '../search/rowCondition.ts';
import { buffersOf } from '../shared/buffersOf.ts';
import { select } from '../shared/select.ts';
import { contextColumns, type StoredContext } from '../shared/storedContext.ts';

/** Visitors and orders are counted in the latest occurrences. */
const mostCounted = 10_000;
const mostVersions = 100;

export interface StoredProblem extends Omit<LifeCycle, 'mergedInto'> {
  type: string;
  title: string;
  file: string;
  line: number;
  route: string | null;
  handled: number;
  firstSeen: Date;
  lastSeen: Date;
  occurrences: number;
  /** JSON */
  stack: string;
  firstVersion: string | null;
  lastVersion: string | null;
}

export async function selectProblem(pool: Pool, id: string): Promise<StoredProblem | null> {
  const [row] = await select<StoredProblem>(
    pool,
    `SELECT error_type AS type, title, file_path AS file, line_number AS line, route, handled, status,
       status_changed_by AS statusChangedBy, status_changed_at AS statusChangedAt, first_seen AS firstSeen,
       last_seen AS lastSeen, occurrence_count AS occurrences, stack_trace AS stack, revision, assignee,
       regressed_at AS regressedAt, resolved_after AS resolvedAfter, ignored_until AS ignoredUntil,
       ignored_count AS ignoredCount, ignored_rate AS ignoredRate, first_version AS firstVersion,
       last_version AS lastVersion
     FROM maho_insights_errors
     WHERE error_hash = ?`,
    [Buffer.from(id, 'hex')]
  );
  return row ?? null;
}

/** Problems, and when they were seen (ms since 1970): the less, the fewer days' rows are looked into. */
export interface Seen {
  ids: string[];
  from: number;
  to: number;
}

export interface CountedOfService {
  /** Empty where it is not known. */
  service: string;
  visitors: number;
  orders: number;
}

/** Distinct visitors and orders of the latest occurrences of problems, service by service: their numbers are its own. */
export async function countOfServices(pool: Pool, { ids, from, to }: Seen): Promise<CountedOfService[]> {
  const rows = await select<CountedOfService>(
    pool,
    `SELECT COALESCE(s.service, '') AS service, COUNT(DISTINCT o.visitor_id) AS visitors,
       COUNT(DISTINCT o.order_number) AS orders
     FROM (SELECT source_id, visitor_id, order_number FROM maho_insights_error_occurrences
           WHERE error_hash IN (?) AND occurred_at BETWEEN ? AND ?
           ORDER BY occurred_at DESC LIMIT ${mostCounted}) o
     LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
     GROUP BY COALESCE(s.service, '')`,
    [buffersOf(ids), new Date(from), new Date(to)]
  );
  return rows.map(({ service, visitors, orders }) => ({
    service,
    visitors: Number(visitors),
    orders: Number(orders),
  }));
}

/** Versions first seen since a time (ms), of some services, the first ones first. */
export async function selectVersions(
  pool: Pool,
  services: string[],
  since: number
): Promise<Array<{ version: string; firstSeen: Date }>> {
  return services.length === 0
    ? []
    : select(
        pool,
        `SELECT version, MIN(first_seen) AS firstSeen FROM maho_insights_versions
         WHERE service IN (?) GROUP BY version HAVING MIN(first_seen) >= ? ORDER BY firstSeen LIMIT ${mostVersions}`,
        [services, new Date(since)]
      );
}

export interface LatestRow extends StoredContext {
  time: Date;
}

/** The latest occurrence of problems. */
export async function selectLatest(pool: Pool, { ids, from, to }: Seen): Promise<LatestRow | null> {
  const [row] = await select<LatestRow>(
    pool,
    `SELECT o.occurred_at AS time, ${contextColumns}
     FROM maho_insights_error_occurrences o
     ${joinedToRows}
     WHERE o.error_hash IN (?) AND o.occurred_at BETWEEN ? AND ?
     ORDER BY o.occurred_at DESC, o.occurrence_id DESC
     LIMIT 1`,
    [buffersOf(ids), new Date(from), new Date(to)]
  );
  return row ?? null;
}
