import type { Pool } from 'mysql2/promise';
import { select } from '../shared/select.ts';

export interface PartRow {
  kind: 'spans' | 'logs';
  version: number;
  body: Buffer;
}

export function selectParts(pool: Pool, traceId: string): Promise<PartRow[]> {
  return select(pool, 'SELECT kind, version, body FROM maho_insights_trace_parts WHERE trace_id = ?', [
    Buffer.from(traceId, 'hex'),
  ]);
}
