import { randomBytes } from 'node:crypto';
import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { RollupName } from '../../pipeline/rollups.ts';
import type { Level } from './levels.ts';

type Connection = Pick<PoolConnection, 'query'>;

/** Of what was merged; every other one is that of an addition. */
export const mergedId = Buffer.alloc(8);

/** What is kept of a kind and time. */
export interface Group {
  level: Level;
  kind: RollupName;
  /** ms since 1970. */
  bucketStart: number;
}

/** A body with what it is worth to know of it without reading it. */
export interface MetricsRow {
  version: number;
  seriesCount: number;
  body: Buffer;
}

interface Place {
  table: string;
  /** Condition for the level, and what to insert for it. */
  where: string;
  resolution: string[];
}

/** Where a level's rows are. */
export const places: Record<Level, Place> = {
  minute: { table: 'maho_insights_metrics', where: 'TRUE', resolution: [] },
  hour: { table: 'maho_insights_metrics_history', where: "resolution = 'hour'", resolution: ['hour'] },
  day: { table: 'maho_insights_metrics_history', where: "resolution = 'day'", resolution: ['day'] },
};

export function randomPartId(): Buffer {
  const id = randomBytes(8);
  id[7] |= 1;
  return id;
}

/** Groups that have additions, of buckets that begin at `latest` or before; the earliest first. */
export async function listPending(
  connection: Connection,
  level: Level,
  latest: number,
  limit: number
): Promise<Group[]> {
  const { table, where } = places[level];
  // The index finds the few additions among all that is merged; without the hint, statistics decide otherwise at times.
  const [rows] = await connection.query<Array<RowDataPacket & { kind: RollupName; bucketStart: Date }>>(
    `SELECT kind, bucket_start AS bucketStart FROM ${table} FORCE INDEX (idx_part)
     WHERE part_id > ? AND ${where} AND bucket_start <= ?
     GROUP BY kind, bucket_start ORDER BY bucket_start, kind LIMIT ${limit}`,
    [mergedId, new Date(latest)]
  );
  return rows.map(({ kind, bucketStart }) => ({ level, kind, bucketStart: +bucketStart }));
}

/**
 * Makes this transaction the only one that merges the group, until it ends. A write, not a locking read: nodes of a
 * cluster see only writes of one row conflict. Where nothing was merged yet, an empty row stands in its place.
 */
export async function claimMerged(connection: Connection, { level, kind, bucketStart }: Group): Promise<void> {
  const { table, resolution } = places[level];
  const columns = [...(resolution.length > 0 ? ['resolution'] : []), 'bucket_start', 'kind', 'part_id'];
  await connection.query(
    `INSERT INTO ${table} (${columns.join(', ')}, version, series_count, body)
     VALUES (${columns.map(() => '?').join(', ')}, 0, 0, '')
     ON DUPLICATE KEY UPDATE series_count = ${table}.series_count`,
    [...resolution, new Date(bucketStart), kind, mergedId]
  );
}

/** A group's additions, without their bodies. */
export async function listParts(
  connection: Connection,
  { level, kind, bucketStart }: Group,
  limit: number
): Promise<Array<{ id: Buffer; length: number }>> {
  const { table, where } = places[level];
  const [rows] = await connection.query<Array<RowDataPacket & { id: Buffer; length: number }>>(
    `SELECT part_id AS id, LENGTH(body) AS length FROM ${table}
     WHERE ${where} AND bucket_start = ? AND kind = ? AND part_id > ? ORDER BY part_id LIMIT ${limit}`,
    [new Date(bucketStart), kind, mergedId]
  );
  return rows;
}

/** Bodies by their ids (hexadecimal). Those of no content are left out. */
export async function loadBodies(
  connection: Connection,
  { level, kind, bucketStart }: Group,
  ids: Buffer[]
): Promise<Map<string, MetricsRow>> {
  const { table, where } = places[level];
  const [rows] = await connection.query<Array<RowDataPacket & MetricsRow & { id: Buffer }>>(
    `SELECT part_id AS id, version, series_count AS seriesCount, body FROM ${table}
     WHERE ${where} AND bucket_start = ? AND kind = ? AND part_id IN (?)`,
    [new Date(bucketStart), kind, ids]
  );
  return new Map(rows.filter(({ body }) => body.length > 0).map((row) => [row.id.toString('hex'), row]));
}

/** Replaces what is merged of a group that was claimed; null removes it. */
export async function replaceMerged(
  connection: Connection,
  { level, kind, bucketStart }: Group,
  row: MetricsRow | null
): Promise<void> {
  const { table, where } = places[level];
  const key = `${where} AND bucket_start = ? AND kind = ? AND part_id = ?`;
  const values = [new Date(bucketStart), kind, mergedId];
  if (row) {
    await connection.query(`UPDATE ${table} SET version = ?, series_count = ?, body = ? WHERE ${key}`, [
      row.version,
      row.seriesCount,
      row.body,
      ...values,
    ]);
  } else {
    await connection.query(`DELETE FROM ${table} WHERE ${key}`, values);
  }
}

export async function insertPart(
  connection: Connection,
  { level, kind, bucketStart }: Group,
  { version, seriesCount, body }: MetricsRow
): Promise<void> {
  const { table, resolution } = places[level];
  const columns = [...(resolution.length > 0 ? ['resolution'] : []), 'bucket_start', 'kind', 'part_id'];
  await connection.query(
    `INSERT INTO ${table} (${columns.join(', ')}, version, series_count, body)
     VALUES (${columns.map(() => '?').join(', ')}, ?, ?, ?)`,
    [...resolution, new Date(bucketStart), kind, randomPartId(), version, seriesCount, body]
  );
}

/** @returns how many there were */
export async function deleteParts(
  connection: Connection,
  { level, kind, bucketStart }: Group,
  ids: Buffer[]
): Promise<number> {
  const { table, where } = places[level];
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    `DELETE FROM ${table} WHERE ${where} AND bucket_start = ? AND kind = ? AND part_id IN (?)`,
    [new Date(bucketStart), kind, ids]
  );
  return affectedRows;
}
