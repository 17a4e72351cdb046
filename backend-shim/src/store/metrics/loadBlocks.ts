import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { RollupName } from '../../pipeline/rollups.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { createBreathing } from './createBreathing.ts';
import { decodeSeries } from './decodeSeries.ts';
import { bucketAt, levels, type Level } from './levels.ts';
import { mergedId, places, type MetricsRow } from './metricsRows.ts';
import type { Segment } from './planLevels.ts';
import type { RollupCache } from './RollupCache.ts';
import type { SeriesBlock } from './SeriesBlock.ts';

/** A row that was read, or what was made of it. */
export interface LoadedBlock<Block = SeriesBlock> {
  /** ms since 1970. */
  bucketStart: number;
  block: Block;
  /** It counts where the sum is made of these. */
  countsIn: Level[];
}

/** What was added to a level is in none of those above, until it is merged. */
const partsCountIn: Record<Level, Level[]> = { minute: ['minute', 'hour', 'day'], hour: ['hour', 'day'], day: ['day'] };

interface Loading<Block extends { size: number }> {
  connection: Pick<PoolConnection, 'query'>;
  kind: RollupName;
  /** Of what `make` makes. */
  cache: RollupCache<Block>;
  /** What of a row is wanted, and kept. */
  make: (block: SeriesBlock) => Block;
  onDamage: (error: DamagedBlockError) => void;
}

type Row = RowDataPacket & MetricsRow & { resolution: Level; bucketStart: Date };
type Listed = RowDataPacket & { bucketStart: Date; seriesCount: number; length: number; prefix: Buffer };

/** More than that are asked for as one range, of which some is not used. */
const mostRanges = 20;
const mostBodies = 200;

/**
 * All rows that the segments' sums are made of: those of the segments' levels, and what was added and is not merged yet
 * at those levels or below.
 */
export async function loadBlocks<Block extends { size: number }>(
  segments: Segment[],
  loading: Loading<Block>
): Promise<Array<LoadedBlock<Block>>> {
  const loaded: Array<LoadedBlock<Block>> = [];
  for (const level of levels) {
    const own = segments.filter((segment) => segment.level === level);
    if (own.length > 0) {
      loaded.push(...(await loadMerged(level, own, loading)));
    }
  }
  const [from, to] = [segments[0].from, segments[segments.length - 1].to];
  loaded.push(...(await loadParts('minute', from, to, loading)));
  if (segments.some(({ level }) => level !== 'minute')) {
    loaded.push(...(await loadParts('hour', from, to, loading)));
  }
  return loaded;
}

async function loadMerged<Block extends { size: number }>(
  level: Level,
  segments: Segment[],
  loading: Loading<Block>
): Promise<Array<LoadedBlock<Block>>> {
  const { connection, kind, cache } = loading;
  const blocks: Array<LoadedBlock<Block>> = [];
  const missing = new Map<number, string>();
  for (const row of await listMerged(level, segments, loading)) {
    const bucketStart = +row.bucketStart;
    const stamp = `${row.prefix.toString('hex')} ${row.length} ${row.seriesCount}`;
    const block = cache.get(`${level} ${kind} ${bucketStart}`, stamp);
    if (block) {
      blocks.push({ bucketStart, block, countsIn: [level] });
    } else if (row.length > 0) {
      missing.set(bucketStart, stamp);
    }
  }
  const { table, where } = places[level];
  const breathe = createBreathing();
  const starts = [...missing.keys()];
  for (let at = 0; at < starts.length; at += mostBodies) {
    const [rows] = await connection.query<Row[]>(
      `SELECT bucket_start AS bucketStart, version, body FROM ${table}
       WHERE ${where} AND bucket_start IN (?) AND kind = ? AND part_id = ?`,
      [starts.slice(at, at + mostBodies).map((start) => new Date(start)), kind, mergedId]
    );
    for (const row of rows) {
      await breathe();
      const block = read(row, loading);
      if (block) {
        const bucketStart = +row.bucketStart;
        cache.set(`${level} ${kind} ${bucketStart}`, missing.get(bucketStart) as string, block);
        blocks.push({ bucketStart, block, countsIn: [level] });
      }
    }
  }
  return blocks;
}

/** The row of an hour's first minute may hold any minute of the hour. */
async function listMerged(
  level: Level,
  segments: Segment[],
  { connection, kind }: Pick<Loading<never>, 'connection' | 'kind'>
): Promise<Listed[]> {
  const { table, where } = places[level];
  const asked =
    segments.length <= mostRanges ? segments : [{ from: segments[0].from, to: segments[segments.length - 1].to }];
  const ranges = asked.flatMap(({ from, to }) => {
    const first = level === 'minute' ? bucketAt('hour', from) : from;
    return first < from
      ? [
          [first, first + 1],
          [from, to],
        ]
      : [[from, to]];
  });
  const [rows] = await connection.query<Listed[]>(
    `SELECT bucket_start AS bucketStart, series_count AS seriesCount, LENGTH(body) AS length, LEFT(body, 5) AS prefix
     FROM ${table}
     WHERE ${where} AND kind = ? AND part_id = ?
       AND (${ranges.map(() => '(bucket_start >= ? AND bucket_start < ?)').join(' OR ')})`,
    [kind, mergedId, ...ranges.flat().map((time) => new Date(time))]
  );
  return [...new Map(rows.map((row) => [+row.bucketStart, row])).values()];
}

/** What was added at this level or the one above, and is not merged. Few: they are merged within minutes. */
async function loadParts<Block extends { size: number }>(
  level: 'minute' | 'hour',
  from: number,
  to: number,
  loading: Loading<Block>
): Promise<Array<LoadedBlock<Block>>> {
  const { table } = places[level];
  const resolution = level === 'minute' ? "'minute'" : 'resolution';
  const [rows] = await loading.connection.query<Row[]>(
    `SELECT ${resolution} AS resolution, bucket_start AS bucketStart, version, body
     FROM ${table} FORCE INDEX (idx_part)
     WHERE part_id > ? AND kind = ? AND bucket_start >= ? AND bucket_start < ?`,
    [mergedId, loading.kind, new Date(bucketAt('day', from)), new Date(to)]
  );
  return rows.flatMap((row) => {
    const block = read(row, loading);
    return block ? [{ bucketStart: +row.bucketStart, block, countsIn: partsCountIn[row.resolution] }] : [];
  });
}

function read<Block extends { size: number }>(
  { body, version }: MetricsRow,
  { kind, make, onDamage }: Loading<Block>
): Block | null {
  try {
    return make(decodeSeries(kind, body, version));
  } catch (error) {
    if (error instanceof DamagedBlockError) {
      onDamage(error);
      return null;
    }
    throw error;
  }
}
