import type { QueryOf } from '../../../../contract/queries.ts';
import { fakeContext, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
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
const counter = (name: string, count: number): Counted => ({
  kind: 'counters',
  time: noon,
  dimensions: { service: 'roastery', name },
  values: { count },
});

it('answers a row an order, and says how many are not listed', async () => {
  const { readRollups } = fakeRollups([
    counter('http.server.request.duration', 40),
    counter('maho.orders', 5),
    {
      kind: 'events',
      time: noon,
      dimensions: { service: 'roastery', storeId: '1', event: 'order_placed', currency: 'USD' },
      values: { events: 1, amount: 27 },
    },
  ]);
  const { pool, asked } = fakePool({ events: [[row]] });
  expect(await orders(query, fakeContext({ pool, readRollups }))).toMatchSnapshot('frame');
  expect(asked.find(({ sql }) => /order_number/.test(sql))).toMatchSnapshot('sql');
});
