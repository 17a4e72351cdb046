import type { Pool } from 'mysql2/promise';
import type { StatusDocument } from '../../../../contract/documents.ts';
import type { Signal } from '../../pipeline/records.ts';
import { select } from '../shared/select.ts';

export interface Pipeline {
  /** Bodies acknowledged and not yet stored. */
  waiting(): number;
  deadLetters(): number;
}

interface SignalRow {
  service: string;
  signal: Signal;
  lastReceived: Date;
}

/** What has arrived, and what is still under way. */
export async function statusDocument(pool: Pool, version: string, pipeline: Pipeline): Promise<StatusDocument> {
  const rows = await select<SignalRow>(
    pool,
    `SELECT service, signal_name AS \`signal\`, last_received AS lastReceived
     FROM maho_insights_signals ORDER BY service`,
    []
  );
  const services = Map.groupBy(rows, (row) => row.service);
  return {
    version,
    lastReceived: lastOf(rows),
    services: [...services].map(([service, sent]) => ({ service, ...lastOf(sent) })),
    waiting: pipeline.waiting(),
    deadLetters: pipeline.deadLetters(),
  };
}

function lastOf(rows: SignalRow[]): StatusDocument['lastReceived'] {
  const last = (signal: Signal) =>
    rows.reduce<number | null>(
      (latest, row) => (row.signal === signal ? Math.max(latest ?? 0, +row.lastReceived) : latest),
      null
    );
  return { traces: last('traces'), logs: last('logs'), metrics: last('metrics') };
}
