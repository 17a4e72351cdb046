import type { Pool } from 'mysql2/promise';
import type { DroppedDocument, StatusDocument } from '../../../../contract/documents.ts';
import type { Signal } from '../../pipeline/records.ts';
import { readReports } from '../../store/jobs/leases.ts';
import type { Retention } from '../../store/partitions/Retention.ts';
import { readSizes } from '../../store/sizes.ts';
import { atMostEvery } from '../shared/atMostEvery.ts';
import { select } from '../shared/select.ts';

export interface Pipeline {
  /** Bodies acknowledged and not yet stored. */
  waiting(): number;
  deadLetters(): number;
  /** A sentence; null when processing waits for nothing. */
  waitingFor(): string | null;
}

export interface StatusSources {
  pool: Pool;
  version: string;
  pipeline: Pipeline;
  retention: Retention;
  /** Bytes that the tables may take; null for any number. */
  maxDisk: number | null;
}

interface SignalRow {
  service: string;
  signal: Signal;
  lastReceived: Date;
}

/** What has arrived, what is still under way, and what is kept. */
export function createStatusDocument(sources: StatusSources): () => Promise<StatusDocument> {
  const { pool, version, pipeline, retention, maxDisk } = sources;
  const sizesOfNow = atMostEvery(60_000, () => readSizes(pool, { retention }));
  return async () => {
    const [signals, sizes, reports] = await Promise.all([selectSignals(pool), sizesOfNow(), readReports(pool)]);
    const services = Map.groupBy(signals, (row) => row.service);
    return {
      version,
      lastReceived: lastOf(signals),
      services: [...services].map(([service, sent]) => ({ service, ...lastOf(sent) })),
      waiting: pipeline.waiting(),
      deadLetters: pipeline.deadLetters(),
      waitingFor: pipeline.waitingFor(),
      retention,
      maxDisk,
      sizes,
      droppedEarly: (reports.get('disk')?.result.dropped as DroppedDocument[] | undefined) ?? [],
      jobs: [...reports].map(([job, report]) => ({ job, ...report })),
    };
  };
}

function selectSignals(pool: Pool): Promise<SignalRow[]> {
  return select<SignalRow>(
    pool,
    `SELECT service, signal_name AS \`signal\`, last_received AS lastReceived
     FROM maho_insights_signals ORDER BY service`,
    []
  );
}

function lastOf(rows: SignalRow[]): StatusDocument['lastReceived'] {
  const last = (signal: Signal) =>
    rows.reduce<number | null>(
      (latest, row) => (row.signal === signal ? Math.max(latest ?? 0, +row.lastReceived) : latest),
      null
    );
  return { traces: last('traces'), logs: last('logs'), metrics: last('metrics') };
}
