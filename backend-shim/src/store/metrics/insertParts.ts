import type { PoolConnection } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { bytes, count, time, word, type Column } from '../tables/column.ts';
import type { Table } from '../tables/table.ts';
import { randomPartId } from './metricsRows.ts';
import type { MetricsPart } from './RollupBuffer.ts';

interface PartRow {
  bucket_start: number;
  kind: string;
  part_id: Buffer;
  version: number;
  series_count: number;
  body: Buffer;
}

const raw: Column = bytes;

const metrics: Table<PartRow> = {
  name: 'maho_insights_metrics',
  columns: { bucket_start: time, kind: word, part_id: raw, version: count, series_count: count, body: bytes },
  key: ['bucket_start', 'kind', 'part_id'],
};

/** Appends what a batch adds to minutes: rows of its own, so that no writer waits for another one. */
export async function insertParts(connection: PoolConnection, parts: MetricsPart[]): Promise<void> {
  const rows = parts.map(({ bucketStart, kind, version, seriesCount, body }) => ({
    bucket_start: bucketStart * 1000,
    kind,
    part_id: randomPartId(),
    version,
    series_count: seriesCount,
    body,
  }));
  await writeRows(connection, metrics, rows, 'keep');
}
