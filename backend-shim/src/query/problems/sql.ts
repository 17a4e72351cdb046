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
  visitors: number | null;
}

const columns: Record<QueryOf<'problems'>['sort'], string> = {
  lastSeen: 'e.last_seen',
  firstSeen: 'e.first_seen',
  occurrences: 'occurrences',
  visitors: 'visitors',
};

/**
 * Problems with an occurrence in the range; `store` is a condition on the occurrences. Of visitors, none known is no
 * number: a request that dies early tells none. (Descending order has NULL last.)
 */
export function selectProblems(
  pool: Pool,
  range: TimeRange,
  query: QueryOf<'problems'>,
  store: { sql: string; values: unknown[] }
): Promise<ProblemRow[]> {
  const status = query.status === 'all' ? { sql: 'TRUE', values: [] } : { sql: 'e.status = ?', values: [query.status] };
  const search = searchFor(query.search);
  return select(
    pool,
    `SELECT e.error_hash AS id, e.title, e.error_type AS type, e.file_path AS file, e.line_number AS line, e.route,
       e.status, e.handled, e.first_seen AS firstSeen, e.last_seen AS lastSeen, o.occurrences, o.visitors
     FROM (
       SELECT error_hash, COUNT(*) AS occurrences, NULLIF(COUNT(DISTINCT service, visitor_id), 0) AS visitors${search.columns}
       FROM maho_insights_error_occurrences
       WHERE occurred_at BETWEEN ? AND ? AND ${store.sql}
       GROUP BY error_hash
     ) o
     JOIN maho_insights_errors e ON e.error_hash = o.error_hash
     WHERE ${status.sql} AND ${search.condition}
     ORDER BY ${columns[query.sort]} DESC, e.last_seen DESC, e.error_hash
     LIMIT ${query.limit}`,
    [
      ...search.patterns,
      new Date(range.from),
      new Date(range.to),
      ...store.values,
      ...status.values,
      ...search.patterns,
    ]
  );
}

/** Each is compared with every occurrence in the range. */
const maxWords = 20;
/** What a problem's row says, and its latest message. */
const ofProblem =
  "e.title, e.error_message, CONCAT(e.error_type, ':'), CONCAT(e.file_path, ':', e.line_number), e.route";
const ofOccurrence = 'message, request_url, route';

interface Search {
  /** Of the occurrences: whether one of a problem's holds the first word, the second, and so on. */
  columns: string;
  condition: string;
  /** A value for each column, and as many for the condition. */
  patterns: string[];
}

/** Problems in which each word stands somewhere, whether in the problem or in one of its occurrences. */
function searchFor(search: string): Search {
  const words = search
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxWords);
  return {
    columns: words.map((_word, at) => `,\n         MAX(${holds(ofOccurrence)}) AS word${at}`).join(''),
    condition: words.map((_word, at) => `(o.word${at} OR ${holds(ofProblem)})`).join(' AND ') || 'TRUE',
    patterns: words.map((word) => `%${escapeLike(word)}%`),
  };
}

/** Upper and lower case alike, though the columns themselves tell them apart. No word spans two columns. */
function holds(columns: string): string {
  return `CONCAT_WS(' ', ${columns}) COLLATE utf8mb4_unicode_ci LIKE ? ESCAPE '!'`;
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
