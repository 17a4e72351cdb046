import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import type { Occurrence } from '../../pipeline/analysis.ts';
import { writeRows } from '../writeRows.ts';
import { amount, boolean, count, id, json, longText, text, time, type Column } from './column.ts';
import { inChunks } from './inChunks.ts';
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
}

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
  };
}

/** What may change of a problem while occurrences come and go. */
export interface ProblemState {
  id: string;
  firstSeen: Date;
  lastSeen: Date;
  count: number;
  status: ProblemStatus;
  statusChangedBy: string | null;
  statusChangedAt: Date | null;
}

export async function lockProblems(connection: PoolConnection, problemIds: string[]): Promise<ProblemState[]> {
  type Row = RowDataPacket & {
    error_hash: Buffer;
    first_seen: Date;
    last_seen: Date;
    occurrence_count: number;
    status: ProblemStatus;
    status_changed_by: string | null;
    status_changed_at: Date | null;
  };
  return inChunks(problemIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT error_hash, first_seen, last_seen, occurrence_count, status, status_changed_by, status_changed_at
       FROM ${errors.name} WHERE error_hash IN (?) ORDER BY error_hash FOR UPDATE`,
      [ids]
    );
    return rows.map((row) => ({
      id: row.error_hash.toString('hex'),
      firstSeen: row.first_seen,
      lastSeen: row.last_seen,
      count: Number(row.occurrence_count),
      status: row.status,
      statusChangedBy: row.status_changed_by,
      statusChangedAt: row.status_changed_at,
    }));
  });
}

/** Writes the state, and what the occurrence tells when it is the problem's latest. */
export async function updateProblem(
  connection: PoolConnection,
  state: ProblemState,
  latest: Occurrence | null
): Promise<void> {
  const values: Record<string, ReturnType<Column['encode']>> = {
    first_seen: state.firstSeen,
    last_seen: state.lastSeen,
    occurrence_count: state.count,
    status: state.status,
    status_changed_by: state.statusChangedBy,
    status_changed_at: state.statusChangedAt,
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
  ] as const;
  return Object.fromEntries(told.map((name) => [name, errors.columns[name].encode(row[name])]));
}

export async function deleteProblems(connection: PoolConnection, problemIds: string[]): Promise<void> {
  await inChunks(problemIds, async (ids) => {
    await connection.query(`DELETE FROM ${errors.name} WHERE error_hash IN (?)`, [ids]);
    return [];
  });
}
