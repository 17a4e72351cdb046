import type { QueryOf } from '../../../../contract/queries.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { occurrences } from './occurrences.ts';

const query: QueryOf<'occurrences'> = { queryType: 'occurrences', problemId: '01'.repeat(16), limit: 10 };
const sampled = {
  time: new Date(noon),
  traceId: Buffer.alloc(16, 2),
  hasTrace: 1,
  message: 'Unsupported operand types',
  method: 'POST',
  path: '/checkout/onepage/saveOrder/',
  route: 'checkout/onepage/saveOrder',
  httpStatus: 500,
  duration: 250_500,
  service: 'roastery',
  storeId: 1,
  visitorId: 31,
  customerId: null,
};
const unsampled = {
  ...sampled,
  hasTrace: 0,
  method: null,
  path: null,
  route: null,
  httpStatus: null,
  duration: null,
  storeId: null,
  visitorId: null,
};

it('answers a row an occurrence, without a trace where there is none', async () => {
  const { pool, asked } = fakePool({ error_occurrences: [[sampled, unsampled]] });
  expect(await occurrences(query, fakeContext({ pool }))).toMatchSnapshot('frame');
  expect(asked.find(({ sql }) => /error_occurrences/.test(sql))).toMatchSnapshot('sql');
});
