import { randomBytes } from 'node:crypto';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { Activity, ActivityKind } from '../../../../contract/problems.ts';
import { writeRows } from '../writeRows.ts';
import { bytes, id, json, text, time, word } from './column.ts';
import { inChunks } from './inChunks.ts';
import type { Table } from './table.ts';

export interface NewActivity {
  problemId: string;
  /** ms since 1970 */
  at: number;
  kind: ActivityKind;
  /** A Grafana login; null where nobody did it. */
  actor: string | null;
  data: Record<string, unknown>;
}

interface ActivityRow {
  error_hash: string;
  at: number;
  activity_id: Buffer;
  kind: string;
  actor: string | null;
  data: object;
}

const activity: Table<ActivityRow> = {
  name: 'maho_insights_activity',
  columns: { error_hash: id, at: time, activity_id: bytes, kind: word, actor: text(190), data: json },
  key: ['error_hash', 'at', 'activity_id'],
};

const mostRead = 500;

export async function insertActivity(connection: PoolConnection, done: NewActivity[]): Promise<void> {
  const rows = done.map(({ problemId, at, kind, actor, data }) => ({
    error_hash: problemId,
    at: at * 1000,
    activity_id: randomBytes(8),
    kind,
    actor,
    data,
  }));
  await writeRows(connection, activity, rows, 'keep');
}

type Stored = RowDataPacket & {
  problem: Buffer;
  id: Buffer;
  at: Date;
  kind: ActivityKind;
  actor: string | null;
  /** JSON */
  data: string;
};

/** What was done with a problem, newest first; the latest 500. */
export async function readActivity(pool: Pick<Pool, 'query'>, problemId: string): Promise<Activity[]> {
  const [rows] = await pool.query<Stored[]>(
    `SELECT error_hash AS problem, activity_id AS id, at, kind, actor, data FROM ${activity.name}
     WHERE error_hash = ? ORDER BY at DESC, activity_id DESC LIMIT ${mostRead}`,
    [Buffer.from(problemId, 'hex')]
  );
  return rows.map(toActivity);
}

/** Of each problem what was last done that changed it: neither a note, nor that another one became a part of it. */
export async function lastChanges(connection: PoolConnection, problemIds: string[]): Promise<Map<string, Activity>> {
  const rows = await inChunks(problemIds, async (ids) => {
    const [found] = await connection.query<Stored[]>(
      `SELECT error_hash AS problem, activity_id AS id, at, kind, actor, data FROM (
         SELECT *, ROW_NUMBER() OVER (PARTITION BY error_hash ORDER BY at DESC, activity_id DESC) AS place
         FROM ${activity.name} WHERE error_hash IN (?) AND kind <> 'note'
           AND COALESCE(JSON_UNQUOTE(JSON_EXTRACT(data, '$.as')), '') <> 'whole') ranked
       WHERE place = 1`,
      [ids]
    );
    return found;
  });
  return new Map(rows.map((row) => [row.problem.toString('hex'), toActivity(row)]));
}

/** Those of the problems of which there is any. */
export async function findActive(connection: PoolConnection, problemIds: string[]): Promise<Set<string>> {
  const rows = await inChunks(problemIds, async (ids) => {
    const [found] = await connection.query<Array<RowDataPacket & { problem: Buffer }>>(
      `SELECT DISTINCT error_hash AS problem FROM ${activity.name} WHERE error_hash IN (?)`,
      [ids]
    );
    return found;
  });
  return new Set(rows.map(({ problem }) => problem.toString('hex')));
}

function toActivity({ id, at, kind, actor, data }: Stored): Activity {
  return { id: id.toString('hex'), at: +at, kind, actor, data: JSON.parse(data) };
}
