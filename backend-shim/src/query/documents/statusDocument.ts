import type { Pool } from 'mysql2/promise';
import type { StatusDocument } from '../../../../contract/documents.ts';
import type { Signal } from '../../pipeline/records.ts';
import { select } from '../shared/select.ts';

export interface Pipeline {
  /** Bodies acknowledged and not yet stored. */
  waiting(): number;
  deadLetters(): number;
}

/** What has arrived, and what is still under way. */
export async function statusDocument(pool: Pool, version: string, pipeline: Pipeline): Promise<StatusDocument> {
  const rows = await select<{ signal: Signal; last: Date }>(
    pool,
    'SELECT signal_name AS `signal`, MAX(last_received) AS last FROM maho_insights_signals GROUP BY signal_name',
    []
  );
  const last = (signal: Signal) => {
    const row = rows.find((candidate) => candidate.signal === signal);
    return row ? +row.last : null;
  };
  return {
    version,
    lastReceived: { traces: last('traces'), logs: last('logs'), metrics: last('metrics') },
    waiting: pipeline.waiting(),
    deadLetters: pipeline.deadLetters(),
  };
}
