import type { Pool } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import { holds, type Words } from './Words.ts';

export interface Candidate {
  id: string;
  firstSeen: Date;
  lastSeen: Date;
  /** Whether it holds the first word of the search, the second, and so on. */
  words: boolean[];
}

/** What a problem's row says, and its latest message. */
const ofProblem = "title, error_message, CONCAT(error_type, ':'), CONCAT(file_path, ':', line_number), route";
const ofOccurrence = 'o.message, p.path, e.route';

/** Problems that may have occurred in the range: they were seen before its end, and not for the last time before it. */
export async function selectCandidates(
  pool: Pool,
  range: TimeRange,
  status: ProblemStatus | 'all',
  words: Words
): Promise<Candidate[]> {
  const rows = await select<{ id: Buffer; firstSeen: Date; lastSeen: Date }>(
    pool,
    `SELECT error_hash AS id, first_seen AS firstSeen, last_seen AS lastSeen${columnsOf(words, holds(ofProblem))}
     FROM maho_insights_errors
     WHERE last_seen >= ? AND first_seen <= ? AND ${status === 'all' ? 'TRUE' : 'status = ?'}`,
    [...words.patterns, new Date(range.from), new Date(range.to), ...(status === 'all' ? [] : [status])]
  );
  return rows.map((row) => ({ ...row, id: row.id.toString('hex'), words: wordsOf(row, words) }));
}

/** Which words stand in some of the latest occurrences in the range, `most` at most, by problem. */
export async function searchOccurrences(
  pool: Pool,
  range: TimeRange,
  source: Condition,
  words: Words,
  most: number
): Promise<Map<string, boolean[]>> {
  const rows = await select<{ id: Buffer }>(
    pool,
    `SELECT o.error_hash AS id${columnsOf(words, `MAX(${holds(ofOccurrence)})`)}
     FROM (
       SELECT o.error_hash, o.message, o.endpoint_id, o.path_id FROM maho_insights_error_occurrences o
       WHERE o.occurred_at BETWEEN ? AND ? AND ${source.sql}
       ORDER BY o.occurred_at DESC
       LIMIT ${most}
     ) o
     LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = o.endpoint_id
     LEFT JOIN maho_insights_paths p ON p.path_id = o.path_id
     GROUP BY o.error_hash`,
    [...words.patterns, new Date(range.from), new Date(range.to), ...source.values]
  );
  return new Map(rows.map((row) => [row.id.toString('hex'), wordsOf(row, words)]));
}

function columnsOf(words: Words, condition: string): string {
  return words.patterns.map((_word, at) => `,\n       ${condition} AS word${at}`).join('');
}

function wordsOf(row: object, words: Words): boolean[] {
  return words.patterns.map((_word, at) => Boolean((row as Record<string, unknown>)[`word${at}`]));
}

export interface StoredProblem {
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
}

export async function selectProblems(pool: Pool, ids: string[]): Promise<StoredProblem[]> {
  return ids.length === 0
    ? []
    : select(
        pool,
        `SELECT error_hash AS id, title, error_type AS type, file_path AS file, line_number AS line, route, status,
           handled, first_seen AS firstSeen, last_seen AS lastSeen
         FROM maho_insights_errors
         WHERE error_hash IN (?)`,
        [ids.map((id) => Buffer.from(id, 'hex'))]
      );
}
