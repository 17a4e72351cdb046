import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { RollupName } from '../../pipeline/rollups.ts';
import { lengthOf, bucketAt } from './levels.ts';
import { readBuckets, rowOf, sum, type MergeOptions } from './mergeGroup.ts';
import {
  claimMerged,
  loadBodies,
  mergedId,
  places,
  replaceMerged,
  type Group,
  type MetricsRow,
} from './metricsRows.ts';
import type { Series } from './Series.ts';

const { table } = places.minute;
const minutes = lengthOf.hour / lengthOf.minute;
const small = 9;
/** Hours of more than that stay as minutes: a row should fit into a packet, and into what a log takes at once. */
const mostBytes = 8 << 20;
const mostRows = 20_000;

/** Hours that began before a time and of which minutes stand by themselves; the earliest first. */
export async function listUnpacked(connection: Pick<PoolConnection, 'query'>, before: number): Promise<Group[]> {
  const [rows] = await connection.query<Array<RowDataPacket & { kind: RollupName; bucketStart: Date }>>(
    `SELECT kind, bucket_start AS bucketStart FROM ${table} FORCE INDEX (idx_part)
     WHERE part_id = ? AND bucket_start < ? AND MINUTE(bucket_start) <> 0 LIMIT ${mostRows}`,
    [mergedId, new Date(before)]
  );
  const hours = new Map<string, Group>();
  for (const { kind, bucketStart } of rows) {
    const hour = bucketAt('hour', +bucketStart);
    hours.set(`${hour} ${kind}`, { level: 'minute', kind, bucketStart: hour });
  }
  return [...hours.values()].sort((a, b) => a.bucketStart - b.bucketStart);
}

/**
 * Within a transaction, puts the minutes of an hour into one row, that of its first minute: together they take less than
 * half of the room. `hour` is that minute's group.
 *
 * @returns how many rows it took
 */
export async function packHour(connection: PoolConnection, hour: Group, options: MergeOptions): Promise<number> {
  await claimMerged(connection, hour);
  const range = [new Date(hour.bucketStart), new Date(hour.bucketStart + lengthOf.hour), hour.kind, mergedId];
  const within = 'bucket_start > ? AND bucket_start < ? AND kind = ? AND part_id = ?';
  // Nobody may add to these minutes before they are gone from their rows.
  await connection.query(`UPDATE ${table} SET series_count = series_count WHERE ${within}`, range);
  const [listed] = await connection.query<Array<RowDataPacket & MetricsRow & { bucketStart: Date; length: number }>>(
    `SELECT bucket_start AS bucketStart, LENGTH(body) AS length FROM ${table} WHERE ${within}`,
    range
  );
  const length = listed.reduce((all, row) => all + row.length, 0);
  const before = (await loadBodies(connection, hour, [mergedId])).values().next().value ?? null;
  const base = before ? readBuckets(hour, before, options) : [];
  const fits = length + (before?.body.length ?? 0) <= mostBytes;
  const read = base && fits ? await readMinutes(connection, within, range, hour, options) : new Map();
  if (!base || read.size === 0) {
    await (before ? null : replaceMerged(connection, hour, null));
    return 0;
  }
  const buckets = Array.from({ length: minutes }, (_, minute) => {
    const added = read.get(minute);
    return added ? sum(hour, [base[minute] ?? [], added], options.maxSeries) : (base[minute] ?? []);
  });
  await replaceMerged(connection, hour, rowOf(hour, buckets, small));
  const packed = [...read.keys()].map((minute) => new Date(hour.bucketStart + minute * lengthOf.minute));
  const [{ affectedRows }] = await connection.query<ResultSetHeader>(
    `DELETE FROM ${table} WHERE bucket_start IN (?) AND kind = ? AND part_id = ?`,
    [packed, hour.kind, mergedId]
  );
  if (affectedRows !== packed.length) {
    throw new Error('Roll-ups were packed by somebody else meanwhile');
  }
  return affectedRows;
}

/** By minute of the hour; without those that are damaged. */
async function readMinutes(
  connection: PoolConnection,
  within: string,
  range: unknown[],
  hour: Group,
  options: MergeOptions
): Promise<Map<number, Series[]>> {
  const [rows] = await connection.query<Array<RowDataPacket & MetricsRow & { bucketStart: Date }>>(
    `SELECT bucket_start AS bucketStart, version, body FROM ${table} WHERE ${within}`,
    range
  );
  const read = new Map<number, Series[]>();
  for (const row of rows) {
    const group = { ...hour, bucketStart: +row.bucketStart };
    const buckets = row.body.length > 0 ? readBuckets(group, row, options) : null;
    if (buckets) {
      read.set((group.bucketStart - hour.bucketStart) / lengthOf.minute, buckets[0]);
    }
  }
  return read;
}
