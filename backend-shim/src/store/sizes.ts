import type { Pool, RowDataPacket } from 'mysql2/promise';
import { endOfPeriod, partitionStart, startOfPeriod } from './partitions/periods.ts';
import type { Retention } from './partitions/Retention.ts';
import { readTableSizes, type TableSize } from './readTableSizes.ts';

/** What takes space: spans and log records with the rows of traces; figures by minute, and by hour and day; ... */
export const sizeKinds = ['traces', 'minutes', 'history', 'occurrences', 'events', 'names', 'other'] as const;
export type SizeKind = (typeof sizeKinds)[number];

export interface KindSize {
  kind: SizeKind;
  bytes: number;
  /** As the server estimates. */
  rows: number;
  /** Of the last full days, at most seven; null where no full day is known, or where it does not go by days. */
  bytesADay: number | null;
  /** What it will take once the retention has begun to drop: null where `bytesADay` or the retention is not known. */
  forecastBytes: number | null;
}

export interface DaySize {
  kind: SizeKind;
  /** ms since 1970: the day's begin (UTC). */
  day: number;
  bytes: number;
  rows: number;
}

export interface SizeReport {
  bytes: number;
  kinds: KindSize[];
  /** Days of which there is anything, from early to late. */
  days: DaySize[];
  /** Null where that of a kind is not known. */
  forecastBytes: number | null;
}

const dayMs = 86_400_000;
const mostDays = 7;

const kindOf: Record<string, SizeKind> = {
  maho_insights_trace_blocks: 'traces',
  maho_insights_traces: 'traces',
  maho_insights_metrics: 'minutes',
  maho_insights_metrics_history: 'history',
  maho_insights_error_occurrences: 'occurrences',
  maho_insights_events: 'events',
  maho_insights_dictionary: 'names',
  maho_insights_sources: 'names',
  maho_insights_endpoints: 'names',
  maho_insights_paths: 'names',
};

const keptBy: Partial<Record<SizeKind, keyof Retention>> = {
  traces: 'traces',
  minutes: 'traces',
  history: 'metrics',
  occurrences: 'occurrences',
  events: 'occurrences',
};

/** What the tables take, by kind and day, and what they will. */
export async function readSizes(
  pool: Pool,
  { retention = null, now = Date.now() }: { retention?: Retention | null; now?: number } = {}
): Promise<SizeReport> {
  const [sizes, historySince] = await Promise.all([readTableSizes(pool), firstOfHistory(pool)]);
  return reportSizes(sizes, historySince, retention, now);
}

/** @param historySince ms since 1970, null where there are no figures by hour yet */
export function reportSizes(
  sizes: TableSize[],
  historySince: number | null,
  retention: Retention | null,
  now: number
): SizeReport {
  const days = sumDays(sizes);
  const kinds = sizeKinds.map((kind): KindSize => {
    const own = sizes.filter(({ table }) => (kindOf[table] ?? 'other') === kind);
    const bytes = own.reduce((sum, each) => sum + each.bytes, 0);
    const rows = own.reduce((sum, each) => sum + each.rows, 0);
    const kept = keptBy[kind];
    if (!kept) {
      return { kind, bytes, rows, bytesADay: null, forecastBytes: bytes };
    }
    const bytesADay = kind === 'history' ? overTime(bytes, historySince, now) : lastDays(days, kind, now);
    const forecastBytes = bytesADay === null || !retention ? null : Math.round((bytesADay * retention[kept]) / dayMs);
    return { kind, bytes, rows, bytesADay, forecastBytes };
  });
  const known = kinds.every(({ forecastBytes, rows }) => forecastBytes !== null || (retention !== null && rows === 0));
  return {
    bytes: kinds.reduce((sum, { bytes }) => sum + bytes, 0),
    kinds,
    days,
    forecastBytes: known ? kinds.reduce((sum, { forecastBytes }) => sum + (forecastBytes ?? 0), 0) : null,
  };
}

function sumDays(sizes: TableSize[]): DaySize[] {
  const days = new Map<string, DaySize>();
  for (const { table, partition, bytes, rows } of sizes) {
    const kind = kindOf[table];
    const day = partition === null ? null : partitionStart(partition);
    if (kind && kind !== 'history' && day !== null) {
      const found = days.get(`${kind} ${day}`) ?? { kind, day, bytes: 0, rows: 0 };
      days.set(`${kind} ${day}`, found);
      found.bytes += bytes;
      found.rows += rows;
    }
  }
  return Array.from(days.values())
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => a.day - b.day);
}

function lastDays(days: DaySize[], kind: SizeKind, now: number): number | null {
  const today = startOfPeriod('day', now);
  const full = days.filter((each) => each.kind === kind && endOfPeriod('day', each.day) <= today).slice(-mostDays);
  return full.length === 0 ? null : Math.round(full.reduce((sum, { bytes }) => sum + bytes, 0) / full.length);
}

function overTime(bytes: number, since: number | null, now: number): number | null {
  return since === null || now - since < dayMs ? null : Math.round((bytes * dayMs) / (now - since));
}

async function firstOfHistory(pool: Pool): Promise<number | null> {
  const [[row]] = await pool.query<Array<RowDataPacket & { first: Date | null }>>(
    "SELECT MIN(bucket_start) AS first FROM maho_insights_metrics_history WHERE resolution = 'hour'"
  );
  return row.first && +row.first;
}
