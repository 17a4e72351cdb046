import type { QueryHandler } from '../shared/QueryContext.ts';
import type { Coverage } from '../../../../contract/coverage.ts';
import { oneBucket } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { total } from '../figure/Row.ts';
import { makeTable, type TableColumn } from '../shared/frame.ts';
import { Shops } from '../shared/Shops.ts';
import { countOrders, selectOrders, type OrderRow } from './sql.ts';

/** Orders placed in the time range, newest first, as far as the requests that placed them have a trace. */
export const orders: QueryHandler<'orders'> = async (query, { pool, range }) => {
  const shops = await Shops.load(pool);
  const store = shops.condition(query.store);
  const rows = await selectOrders(pool, range, query.limit, store);
  const columns: Array<TableColumn<OrderRow>> = [
    { name: 'time', type: 'time.Time', value: (row) => +row.time },
    { name: 'number', type: 'string', value: (row) => row.number ?? '' },
    { name: 'total', type: 'float64', nullable: true, value: (row) => (row.total === null ? null : Number(row.total)) },
    { name: 'currency', type: 'string', value: (row) => row.currency ?? '' },
    { name: 'paymentMethod', type: 'string', value: (row) => row.paymentMethod ?? '' },
    { name: 'store', type: 'string', value: (row) => shops.keyOf(row.service, row.storeId) },
    { name: 'traceId', type: 'string', value: (row) => row.traceId.toString('hex') },
  ];
  const scope = { pool, range, buckets: oneBucket(range) };
  const counted = await countFigure({ figure: 'orders', store: query.store, byStore: false }, scope, shops);
  const listed = await countOrders(pool, range, store);
  return [makeTable('orders', columns, rows, { custom: coverageOf(listed, total(counted.rows), counted.coverage) })];
};

function coverageOf(listed: number, all: number, counted: Coverage): Coverage {
  if (listed >= all) {
    return { source: 'traces', from: listed, of: counted.of === null ? null : listed, note: counted.note };
  }
  const note =
    `Of ${all - listed} of ${all} orders the store sent no trace, so they are not listed. ` +
    'A sampling rate of 1 makes the list complete.';
  return { source: 'traces', from: listed, of: all, note };
}
