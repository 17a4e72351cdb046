import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import { inChunks } from './inChunks.ts';

/** Where a problem stands in its life; changed by people, and by occurrences that come. */
export interface LifeCycle {
  status: ProblemStatus;
  statusChangedBy: string | null;
  statusChangedAt: Date | null;
  /** Counts changes of all this: nobody overwrites what they did not see. */
  revision: number;
  assignee: string | null;
  regressedAt: Date | null;
  resolvedAfter: string | null;
  ignoredUntil: Date | null;
  /** A count of all occurrences, those of its parts as well. */
  ignoredCount: number | null;
  /** Occurrences within an hour. */
  ignoredRate: number | null;
  /** The problem of which it is a part, which is no part itself. */
  mergedInto: string | null;
}

export interface ProblemState extends LifeCycle {
  id: string;
  title: string;
  firstSeen: Date;
  lastSeen: Date;
  count: number;
  firstVersion: string | null;
  lastVersion: string | null;
}

const table = 'maho_insights_errors';
const mostAtOnce = 100;

/** The problems that are there, locked for this transaction, in the order of their ids. */
export async function lockProblems(connection: PoolConnection, problemIds: string[]): Promise<ProblemState[]> {
  type Row = RowDataPacket & { id: Buffer; mergedInto: Buffer | null; count: string; ignoredCount: string | null };
  return inChunks(problemIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT error_hash AS id, title, first_seen AS firstSeen, last_seen AS lastSeen, occurrence_count AS count,
         first_version AS firstVersion, last_version AS lastVersion, status, status_changed_by AS statusChangedBy,
         status_changed_at AS statusChangedAt, revision, assignee, regressed_at AS regressedAt,
         resolved_after AS resolvedAfter, ignored_until AS ignoredUntil, ignored_count AS ignoredCount,
         ignored_rate AS ignoredRate, merged_into AS mergedInto
       FROM ${table} WHERE error_hash IN (?) ORDER BY error_hash FOR UPDATE`,
      [ids]
    );
    return rows.map(
      (row) =>
        ({
          ...row,
          id: row.id.toString('hex'),
          count: Number(row.count),
          ignoredCount: row.ignoredCount === null ? null : Number(row.ignoredCount),
          mergedInto: row.mergedInto?.toString('hex') ?? null,
        }) as unknown as ProblemState
    );
  });
}

/** Problems that were ignored until a time that has come; at most so many. */
export async function findDue(pool: Pick<PoolConnection, 'query'>, now: Date, most: number): Promise<string[]> {
  const [rows] = await pool.query<Array<RowDataPacket & { id: Buffer }>>(
    `SELECT error_hash AS id FROM ${table} WHERE status = 'ignored' AND ignored_until <= ? LIMIT ${most}`,
    [now]
  );
  return rows.map(({ id }) => id.toString('hex'));
}

/** Of each that is a part of another problem, which one. */
export async function findTargets(connection: PoolConnection, problemIds: string[]): Promise<Map<string, string>> {
  type Row = RowDataPacket & { id: Buffer; target: Buffer };
  const found = await inChunks(problemIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT error_hash AS id, merged_into AS target FROM ${table}
       WHERE error_hash IN (?) AND merged_into IS NOT NULL`,
      [ids]
    );
    return rows;
  });
  return new Map(found.map(({ id, target }) => [id.toString('hex'), target.toString('hex')]));
}

export interface Part {
  id: string;
  target: string;
  count: number;
}

/** The problems that were merged into these. */
export async function findParts(connection: PoolConnection, problemIds: string[]): Promise<Part[]> {
  type Row = RowDataPacket & { id: Buffer; target: Buffer; count: string };
  const found = await inChunks(problemIds, async (ids) => {
    const [rows] = await connection.query<Row[]>(
      `SELECT error_hash AS id, merged_into AS target, occurrence_count AS count FROM ${table}
       WHERE merged_into IN (?) ORDER BY error_hash`,
      [ids]
    );
    return rows;
  });
  return found.map(({ id, target, count }) => ({
    id: id.toString('hex'),
    target: target.toString('hex'),
    count: Number(count),
  }));
}

/** Writes the life cycles of problems that this transaction has locked. */
export async function writeLifeCycles(connection: PoolConnection, states: Array<LifeCycle & { id: string }>) {
  for (let at = 0; at < states.length; at += mostAtOnce) {
    const rows = states.slice(at, at + mostAtOnce).map(valuesOf);
    const told = columns.map((name) => `? AS ${name}`).join(', ');
    const others = `UNION ALL SELECT ${columns.map(() => '?').join(', ')} `.repeat(rows.length - 1);
    await connection.query(
      `UPDATE ${table} problem JOIN (SELECT ${told} ${others}) told ON told.error_hash = problem.error_hash
       SET ${columns
         .slice(1)
         .map((name) => `problem.${name} = told.${name}`)
         .join(', ')}`,
      rows.flat()
    );
  }
}

const columns = [
  'error_hash',
  'status',
  'status_changed_by',
  'status_changed_at',
  'revision',
  'assignee',
  'regressed_at',
  'resolved_after',
  'ignored_until',
  'ignored_count',
  'ignored_rate',
  'merged_into',
];

function valuesOf(state: LifeCycle & { id: string }): Array<string | number | Date | Buffer | null> {
  return [
    Buffer.from(state.id, 'hex'),
    state.status,
    state.statusChangedBy,
    state.statusChangedAt,
    state.revision,
    state.assignee,
    state.regressedAt,
    state.resolvedAfter,
    state.ignoredUntil,
    state.ignoredCount,
    state.ignoredRate,
    state.mergedInto === null ? null : Buffer.from(state.mergedInto, 'hex'),
  ];
}
