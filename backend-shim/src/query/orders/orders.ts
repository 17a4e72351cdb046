import type { Coverage } from '../../../../contract/coverage.ts';
import type { OrderRow } from '../../../../contract/rows.ts';
import { oneBucket } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { Facts } from '../figure/Facts.ts';
import { total } from '../figure/Row.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { selectOrders, type StoredOrder } from './sql.ts';

/** Orders placed in the time range, newest first, as far as the requests that placed them have a trace. */
export const orders: QueryHandler<'orders'> = async ({ store, limit }, { pool, readRollups, readKept, range }) => {
  const [shops, kept] = await Promise.all([Shops.load(pool), readKept()]);
  const scope = { readRollups, buckets: oneBucket(range, kept) };
  const facts = new Facts(scope);
  const [stored, counted, traced] = await Promise.all([
    selectOrders(pool, range, limit, shops.condition(store)),
    countFigure({ figure: 'orders', store, byStore: false }, scope, shops, facts),
    facts.tracedSales('orders'),
  ]);
  const ofStore = traced.filter((row) => store === '' || shops.keyOf(row.service, row.storeId) === store);
  const coverage = coverageOf(total(ofStore), total(counted.rows), counted.coverage);
  const rows = stored.map((order) => toRow(order, shops));
  return [makeTable('orders', columns, rows, { type: 'table', custom: coverage })];
};

function toRow({ service, storeId, ...stored }: StoredOrder, shops: Shops): OrderRow {
  return {
    time: +stored.time,
    number: stored.number ?? '',
    total: stored.total === null ? null : Number(stored.total),
    currency: stored.currency ?? '',
    paymentMethod: stored.paymentMethod ?? '',
    store: shops.keyOf(service, storeId),
    traceId: stored.traceId.toString('hex'),
  };
}

const columns: TableColumns<OrderRow> = {
  time: { type: 'time.Time' },
  number: { type: 'string' },
  total: { type: 'float64', nullable: true },
  currency: { type: 'string' },
  paymentMethod: { type: 'string' },
  store: { type: 'string' },
  traceId: { type: 'string' },
};

function coverageOf(listed: number, all: number, { of, note, range }: Coverage): Coverage {
  if (listed >= all) {
    return { source: 'traces', from: listed, of: of === null ? null : listed, note, range };
  }
  const missing =
    `Of ${all - listed} of ${all} orders the store sent no trace, so they are not listed. ` +
    'A sampling rate of 1 makes the list complete.';
  return { source: 'traces', from: listed, of: all, note: missing, range };
}
