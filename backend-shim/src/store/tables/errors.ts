import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import { writeRows } from '../writeRows.ts';
import { amount, boolean, count, id, json, longText, text, time, type Column } from './column.ts';
import { inChunks } from './inChunks.ts';
import type { ProblemState } from './problemStates.ts';
import type { Table } from './table.ts';

interface ErrorRow {
  error_hash: string;
  error_type: string;
  title: string;
  error_message: string;
  file_path: string;
  line_number: number;
  route: string | null;
  handled: boolean;
  stack_trace: object;
  first_seen: number;
  last_seen: number;
  occurrence_count: number;
  grouping_version: number;
  first_version: string | null;
  last_version: string | null;
}

const version = text(64);

const errors: Table<ErrorRow> = {
  name: 'maho_insights_errors',
  columns: {
    error_hash: id,
    error_type: text(255),
    title: text(500),
    error_message: longText,
    file_path: text(512),
    line_number: count,
    route: text(255),
    handled: boolean,
    stack_trace: json,
    first_seen: time,
    last_seen: time,
    occurrence_count: amount(Number.MAX_SAFE_INTEGER),
    grouping_version: amount(255),
    first_version: version,
    last_version: version,
  },
  key: ['error_hash'],
};

/** Makes sure that each occurrence's problem has a row, and locks it for this transaction. */
export async function ensureProblems(connection: PoolConnection, latest: Occurrence[]): Promise<void> {
  await writeRows(
    connection,
    errors,
    latest.map((occurrence) => toRow(occurrence)),
    'keep'
  );
}

function toRow(occurrence: Occurrence): ErrorRow {
  return {
    error_hash: occurrence.problemId,
    error_type: occurrence.type,
    title: occurrence.title,
    error_message: occurrence.message,
    file_path: occurrence.file,
    line_number: occurrence.line,
    route: occurrence.route,
    handled: occurrence.handled,
    stack_trace: occurrence.stack,
    first_seen: occurrence.time,
    last_seen: occurrence.time,
    occurrence_count: 0,
    grouping_version: occurrence.groupingVersion,
    first_version: occurrence.resource.mahoVersion,
    last_version: occurrence.resource.mahoVersion,
  };
}

/** Writes what follows from occurrences, and what the occurrence tells when it is the problem's latest. */
export async function updateProblem(
  connection: PoolConnection,
  state: ProblemState,
  latest: Occurrence | null
): Promise<void> {
  const values: Record<string, ReturnType<Column['encode']>> = {
    first_seen: state.firstSeen,
    last_seen: state.lastSeen,
    occurrence_count: state.count,
    first_version: version.encode(state.firstVersion),
    last_version: version.encode(state.lastVersion),
    ...(latest ? describe(latest) : {}),
  };
  const assignments = Object.keys(values).map((name) => `${name} = ?`);
  await connection.execute(`UPDATE ${errors.name} SET ${assignments.join(', ')} WHERE error_hash = ?`, [
    ...Object.values(values),
    Buffer.from(state.id, 'hex'),
  ]);
}

function describe(latest: Occurrence): Record<string, ReturnType<Column['encode']>> {
  const row = toRow(latest);
  const told = [
    'error_type',
    'title',
    'error_message',
    'file_path',
    'line_number',
    'route',
    'handled',
    'stack_trace',
    'grouping_version',
  ] as const;
  return Object.fromEntries(told.map((name) => [name, errors.columns[name].encode(row[name])]));
}

export async function deleteProblems(connection: PoolConnection, problemIds: string[]): Promise<void> {
  await inChunks(problemIds, async (ids) => {
    await connection.query(`DELETE FROM ${errors.name} WHERE error_hash IN (?)`, [ids]);
    return [];
  });
}

/** Problems that nobody touched and that were not seen since; at most so many. */
export async function findForgotten(pool: Pick<PoolConnection, 'query'>, seenBefore: Date, most: number) {
  const [rows] = await pool.query<Array<RowDataPacket & { id: Buffer }>>(
    `SELECT error_hash AS id FROM ${errors.name} problem
     WHERE last_seen < ? AND ${untouched} ORDER BY last_seen LIMIT ${most}`,
    [seenBefore]
  );
  return rows.map(({ id: found }) => found.toString('hex'));
}

/** Deletes those of them that are still so, and answers how many. */
export async function deleteForgotten(
  pool: Pick<PoolConnection, 'query'>,
  problemIds: string[],
  seenBefore: Date
): Promise<number> {
  const deleted = await inChunks(problemIds, async (ids) => {
    const [{ affectedRows }] = await pool.query<ResultSetHeader>(
      `DELETE problem FROM ${errors.name} problem WHERE error_hash IN (?) AND last_seen < ? AND ${untouched}`,
      [ids, seenBefore]
    );
    return [affectedRows];
  });
  return deleted.reduce((sum, each) => sum + each, 0);
}

/** People leave a revision or an activity; so does whatever happened to it by itself. */
const untouched = `revision = 0 AND NOT EXISTS
  (SELECT 1 FROM maho_insights_activity activity WHERE activity.error_hash = problem.error_hash)`;
