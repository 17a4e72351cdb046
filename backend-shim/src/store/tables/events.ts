import type { PoolConnection } from 'mysql2/promise';
import type { BusinessEvent } from '../../pipeline/analysis.ts';
import { writeRows } from '../writeRows.ts';
import { id, int, integer, json, money, text, time, uint53 } from './column.ts';
import type { Table } from './table.ts';

interface EventRow {
  event_id: string;
  event_type: string;
  occurred_at: number;
  trace_id: string;
  service: string;
  store_id: number | null;
  visitor_id: number | null;
  customer_id: number | null;
  cart_id: number | null;
  order_number: string | null;
  order_total: number | null;
  currency: string | null;
  payment_method: string | null;
  items_count: number | null;
  event_data: object;
}

const events: Table<EventRow> = {
  name: 'maho_insights_events',
  columns: {
    occurred_at: time,
    event_id: id,
    event_type: text(100),
    trace_id: id,
    service: text(128),
    store_id: int,
    visitor_id: uint53,
    customer_id: uint53,
    cart_id: uint53,
    order_number: text(64),
    order_total: money,
    currency: text(8),
    payment_method: text(64),
    items_count: integer(0, 4_294_967_295),
    event_data: json,
  },
  key: ['occurred_at', 'event_id'],
};

export async function replaceEvents(connection: PoolConnection, all: BusinessEvent[]): Promise<void> {
  await writeRows(connection, events, all.map(toRow), 'replace');
}

function toRow(event: BusinessEvent): EventRow {
  return {
    event_id: event.id,
    event_type: event.type,
    occurred_at: event.time,
    trace_id: event.traceId,
    service: event.service,
    store_id: event.storeId,
    visitor_id: event.visitorId,
    customer_id: event.customerId,
    cart_id: event.cartId,
    order_number: event.order?.number ?? null,
    order_total: event.order?.total ?? null,
    currency: event.order?.currency ?? null,
    payment_method: event.order?.paymentMethod ?? null,
    items_count: event.order?.items ?? null,
    event_data: event.data,
  };
}

export async function deleteEvents(connection: PoolConnection, gone: BusinessEvent[]): Promise<void> {
  for (const event of gone) {
    await connection.query(`DELETE FROM ${events.name} WHERE occurred_at = ? AND event_id = ?`, [
      time.encode(event.time),
      Buffer.from(event.id, 'hex'),
    ]);
  }
}
