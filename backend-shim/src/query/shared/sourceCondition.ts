import type { Pool } from 'mysql2/promise';
import { select } from './select.ts';
import type { Shops } from './Shops.ts';

export interface Condition {
  sql: string;
  values: unknown[];
}

/** Condition on a column of ids of sources that holds for a store's rows; for all when the key is empty. */
export async function sourceCondition(pool: Pool, shops: Shops, store: string, column: string): Promise<Condition> {
  if (store === '') {
    return { sql: 'TRUE', values: [] };
  }
  const ofStore = shops.condition(store);
  const rows = await select<{ id: number }>(
    pool,
    `SELECT source_id AS id FROM maho_insights_sources WHERE ${ofStore.sql}`,
    ofStore.values
  );
  return rows.length === 0
    ? { sql: 'FALSE', values: [] }
    : { sql: `${column} IN (?)`, values: [rows.map(({ id }) => id)] };
}
