import type { Pool } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';

export interface ProblemRow {
  id: Buffer;
  title: string;
  type: string;
  file: string;
  line: number;
  route: string | null;
  status: ProblemStatus;
  handled: number;
  firstSeen: Date;
  lastSeen: Date;
  occurrences: number;
  visitors: number;
}

const columns: Record<QueryOf<'problems'>['sort'], string> = {
  lastSeen: 'e.last_seen',
  firstSeen: 'e.first_seen',
  occurrences: 'occurrences',
  visitors: 'visitors',
};

/** Problems with an occurrence in the range; `store` is a condition on the occurrences. */
export function selectProblems(
  pool: Pool,
  range: TimeRange,
  query: QueryOf<'problems'>,
  store: { sql: string; values: unknown[] }
): Promise<ProblemRow[]> {
  const status = query.status === 'all' ? { sql: 'TRUE', values: [] } : { sql: 'e.status = ?', values: [query.status] };
  const search = searchCondition(query.search);
  return select(
    pool,
    `SELECT e.error_hash AS id, e.title, e.error_type AS type, e.file_path AS file, e.line_number AS line, e.route,
       e.status, e.handled, e.first_seen AS firstSeen, e.last_seen AS lastSeen, o.occurrences, o.visitors
     FROM (
       SELECT error_hash, COUNT(*) AS occurrences, COUNT(DISTINCT service, visitor_id) AS visitors
       FROM maho_insights_error_occurrences
       WHERE occurred_at BETWEEN ? AND ? AND ${store.sql}
       GROUP BY error_hash
     ) o
     JOIN maho_insights_errors e ON e.error_hash = o.error_hash
     WHERE ${status.sql} AND ${search.sql}
     ORDER BY ${columns[query.sort]} DESC, e.last_seen DESC, e.error_hash
     LIMIT ${query.limit}`,
    [new Date(range.from), new Date(range.to), ...store.values, ...status.values, ...search.values]
  );
}

const searched = ['e.title', 'e.error_message', 'e.error_type', 'e.file_path', 'e.route'];

/** Upper and lower case alike, though the columns themselves tell them apart. */
function searchCondition(search: string): { sql: string; values: unknown[] } {
  const words = search.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) {
    return { sql: 'TRUE', values: [] };
  }
  const oneWord = `(${searched.map((column) => `${column} COLLATE utf8mb4_unicode_ci LIKE ? ESCAPE '!'`).join(' OR ')})`;
  return {
    sql: words.map(() => oneWord).join(' AND '),
    values: words.flatMap((word) => searched.map(() => `%${escapeLike(word)}%`)),
  };
}

export function escapeLike(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}

interface TrendRow {
  id: Buffer;
  bucket: number;
  occurrences: number;
}

/** How often each problem occurred in each of `buckets` equal parts of the range. */
export function selectTrends(
  pool: Pool,
  range: TimeRange,
  problemIds: Buffer[],
  buckets: number,
  store: { sql: string; values: unknown[] }
): Promise<TrendRow[]> {
  const microseconds = Math.ceil(((range.to - range.from + 1) * 1000) / buckets);
  return select(
    pool,
    `SELECT error_hash AS id, TIMESTAMPDIFF(MICROSECOND, ?, occurred_at) DIV ? AS bucket, COUNT(*) AS occurrences
     FROM maho_insights_error_occurrences
     WHERE error_hash IN (?) AND occurred_at BETWEEN ? AND ? AND ${store.sql}
     GROUP BY error_hash, bucket`,
    [new Date(range.from), microseconds, problemIds, new Date(range.from), new Date(range.to), ...store.values]
  );
}
