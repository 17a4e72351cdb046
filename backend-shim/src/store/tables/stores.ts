import type { PoolConnection } from 'mysql2/promise';
import type { TraceFacts } from '../../pipeline/analysis.ts';
import { writeRows } from '../writeRows.ts';
import { int, text, time } from './column.ts';
import type { Table } from './table.ts';

export interface StoreRow {
  service: string;
  store_id: number;
  store_code: string;
  website_id: number | null;
  last_seen: number;
}

const stores: Table<StoreRow> = {
  name: 'maho_insights_stores',
  columns: { service: text(128), store_id: int, store_code: text(64), website_id: int, last_seen: time },
  key: ['service', 'store_id'],
};

/** The stores that the traces ran in, as the latest trace of each tells. */
export function storesOf(facts: TraceFacts[]): StoreRow[] {
  const latest = new Map<string, StoreRow>();
  for (const trace of facts) {
    const storeId = int.encode(trace.storeId) as number | null;
    if (storeId === null) {
      continue;
    }
    const key = `${trace.service}\n${storeId}`;
    if (trace.start >= (latest.get(key)?.last_seen ?? 0)) {
      latest.set(key, {
        service: trace.service,
        store_id: storeId,
        store_code: trace.storeCode ?? '',
        website_id: trace.websiteId,
        last_seen: trace.start,
      });
    }
  }
  return [...latest.values()];
}

/** Remembers stores; a code that changed follows the latest trace. */
export async function noteStores(connection: PoolConnection, rows: StoreRow[]): Promise<void> {
  // Assigned from left to right: what compares with last_seen stands before it.
  await writeRows(connection, stores, rows, {
    set: `store_code = IF(VALUES(last_seen) >= last_seen AND VALUES(store_code) <> '', VALUES(store_code), store_code),
      website_id = IF(VALUES(last_seen) >= last_seen, VALUES(website_id), website_id),
      last_seen = GREATEST(last_seen, VALUES(last_seen))`,
  });
}
