import type { QueryOf } from '../../../../contract/queries.ts';
import { contextOf, fakePool, noon } from '../testing/fakePool.ts';
import { orders } from './orders.ts';

const query: QueryOf<'orders'> = { queryType: 'orders', store: '', limit: 100 };
const row = {
  time: new Date(noon),
  number: '100000026',
  total: '27.0000',
  currency: 'USD',
  paymentMethod: 'cashondelivery',
  service: 'roastery',
  storeId: 1,
  traceId: Buffer.alloc(16, 3),
};

it('answers a row an order, and says how many are not listed', async () => {
  const metric = { service: 'roastery', status: null, currency: 'USD', bucket: 0, sum: 0 };
  const { pool, asked } = fakePool({
    events: [[row], [], [{ orders: 1 }]],
    metrics: [
      [{ ...metric, status: 200, name: 'http.server.request.duration', count: 40 }],
      [{ ...metric, name: 'maho.orders', count: 5 }],
    ],
  });
  expect(await orders(query, contextOf(pool))).toMatchSnapshot('frame');
  expect(asked.find(({ sql }) => /order_number/.test(sql))).toMatchSnapshot('sql');
});
