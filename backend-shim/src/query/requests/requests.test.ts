import type { QueryOf } from '../../../../contract/queries.ts';
import { contextOf, fakePool, noon } from '../testing/fakePool.ts';
import { requests } from './requests.ts';

const query: QueryOf<'requests'> = {
  queryType: 'requests',
  sort: 'slowest',
  route: 'checkout/cart/index',
  store: '',
  limit: 20,
};
const row = {
  time: new Date(noon),
  traceId: Buffer.alloc(16, 2),
  method: 'GET',
  path: '/checkout/cart/',
  route: 'checkout/cart/index',
  httpStatus: 200,
  failed: 0,
  duration: 1_234_500,
  queries: 15,
  queryTime: '700250',
  slowQueries: 1,
  spans: 190,
  service: 'roastery',
  storeId: null,
};

it('answers a row a request', async () => {
  const { pool, asked } = fakePool({ traces: [[row]] });
  expect(await requests(query, contextOf(pool))).toMatchSnapshot('frame');
  expect(asked.find(({ sql }) => /ORDER BY t.duration_us/.test(sql))).toMatchSnapshot('sql');
});
