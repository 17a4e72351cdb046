import type { Pool } from 'mysql2/promise';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';

export interface StoredOrder {
  time: Date;
  number: string | null;
  /** DECIMAL: comes as text. */
  total: string | null;
  currency: string | null;
  paymentMethod: string | null;
  service: string;
  storeId: number | null;
  traceId: Buffer;
}

export function selectOrders(pool: Pool, range: TimeRange, limit: number, store: Condition): Promise<StoredOrder[]> {
  return select(
    pool,
    `SELECT occurred_at AS time, order_number AS number, order_total AS total, currency,
       payment_method AS paymentMethod, service, store_id AS storeId, trace_id AS traceId
     FROM maho_insights_events
     WHERE event_type = 'order_placed' AND occurred_at BETWEEN ? AND ? AND ${store.sql}
     ORDER BY occurred_at DESC, order_number DESC
     LIMIT ${limit}`,
    [new Date(range.from), new Date(range.to), ...store.values]
  );
}
