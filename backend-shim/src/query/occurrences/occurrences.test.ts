import type { QueryOf } from '../../../../contract/queries.ts';
import { fakeContext, fakeProblems } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { occurrences } from './occurrences.ts';

const query: QueryOf<'occurrences'> = {
  queryType: 'occurrences',
  problemId: '01'.repeat(16),
  search: '',
  store: '',
  limit: 10,
};
const sampled = {
  time: new Date(noon),
  traceId: Buffer.alloc(16, 2),
  hasTrace: 1,
  id: Buffer.alloc(16, 7),
  message: 'Unsupported operand types',
  handled: 0,
  method: 'POST',
  path: '/checkout/onepage/saveOrder/',
  route: 'checkout/onepage/saveOrder',
  httpStatus: 500,
  duration: 250_500,
  service: 'roastery',
  storeId: 1,
  visitorId: 31,
  customerId: null,
  orderNumber: '100000042',
  version: '26.9.0',
  host: 'web-1',
};
const stores = [[{ service: 'roastery', storeId: 1, code: 'english' }]];
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

it('narrows them by what they tell, and not by what their problem is', async () => {
  const { pool, asked } = fakePool({ stores });
  const readProblems = fakeProblems([
    { id: query.problemId, title: 'Deadlock found' },
    { id: 'f'.repeat(32), mergedInto: query.problemId },
  ]);
  const search = 'is:open type:X deadlock customer:42 !path:/cart* store:english status:>=500 status:<600 "100% sure"';
  await occurrences({ ...query, search }, fakeContext({ pool, readProblems }));
  expect(asked.find(({ sql }) => /error_occurrences/.test(sql))).toMatchSnapshot();
});

it('says where there may be more than was searched', async () => {
  const { pool } = fakePool({ error_occurrences: [[], [{ count: '5001' }]] });
  const [frame] = await occurrences({ ...query, search: 'host:web-1' }, fakeContext({ pool }));
  expect(frame.schema.meta?.notices?.[0].text).toContain('latest 5000');
});
