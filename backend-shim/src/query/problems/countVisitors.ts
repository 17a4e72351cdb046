import type { Pool } from 'mysql2/promise';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';

/** How often each problem occurred in the range, by its id. */
export type Occurred = ReadonlyMap<string, number>;

export interface VisitorCounts {
  /** By problem; one without an entry has no occurrence that tells its visitor. */
  visitors: Map<string, number>;
  /** Whether only the latest occurrences of the most frequent problems were looked at. */
  bounded: boolean;
}

/** Visitors come from rows: more than this many are not read while somebody waits. */
const mostRows = 20_000;
/** Of a problem, when there are more rows than that. */
export const mostOfProblem = 1_000;

/** Visitors that met each problem in the range. The source's condition is one on `o.source_id`. */
export async function countVisitors(
  pool: Pool,
  range: TimeRange,
  occurred: Occurred,
  source: Condition
): Promise<VisitorCounts> {
  const all = [...occurred.values()].reduce((sum, count) => sum + count, 0);
  const isFrequent = ([, count]: [string, number]) => all > mostRows && count > mostOfProblem;
  const frequent = [...occurred].filter(isFrequent).map(([id]) => id);
  const others = [...occurred].filter((entry) => !isFrequent(entry)).map(([id]) => id);
  const counted = await Promise.all([
    countAll(pool, range, others, source),
    countLatest(pool, range, frequent, source),
  ]);
  return {
    visitors: new Map(counted.flat().map(({ id, visitors }) => [id.toString('hex'), Number(visitors)])),
    bounded: frequent.length > 0,
  };
}

interface Counted {
  id: Buffer;
  visitors: number;
}

const distinct = "COUNT(DISTINCT COALESCE(s.service, ''), o.visitor_id)";

async function countAll(pool: Pool, range: TimeRange, ids: string[], source: Condition): Promise<Counted[]> {
  return ids.length === 0
    ? []
    : select(
        pool,
        `SELECT o.error_hash AS id, ${distinct} AS visitors
         FROM maho_insights_error_occurrences o
         LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
         WHERE o.error_hash IN (?) AND o.occurred_at BETWEEN ? AND ? AND o.visitor_id IS NOT NULL AND ${source.sql}
         GROUP BY o.error_hash`,
        [ids.map((id) => Buffer.from(id, 'hex')), new Date(range.from), new Date(range.to), ...source.values]
      );
}

async function countLatest(pool: Pool, range: TimeRange, ids: string[], source: Condition): Promise<Counted[]> {
  const latest = `(SELECT o.error_hash, o.source_id, o.visitor_id FROM maho_insights_error_occurrences o
       WHERE o.error_hash = ? AND o.occurred_at BETWEEN ? AND ? AND ${source.sql}
       ORDER BY o.occurred_at DESC LIMIT ${mostOfProblem})`;
  return ids.length === 0
    ? []
    : select(
        pool,
        `SELECT o.error_hash AS id, ${distinct} AS visitors
         FROM (${ids.map(() => latest).join(' UNION ALL ')}) o
         LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
         WHERE o.visitor_id IS NOT NULL
         GROUP BY o.error_hash`,
        ids.flatMap((id) => [Buffer.from(id, 'hex'), new Date(range.from), new Date(range.to), ...source.values])
      );
}
