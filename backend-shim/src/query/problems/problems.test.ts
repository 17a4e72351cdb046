import type { QueryOf } from '../../../../contract/queries.ts';
import { contextOf, fakePool, noon } from '../testing/fakePool.ts';
import { problems } from './problems.ts';
import { escapeLike } from './sql.ts';

const query: QueryOf<'problems'> = {
  queryType: 'problems',
  status: 'open',
  search: 'type error',
  sort: 'visitors',
  store: 'roastery/1',
  limit: 10,
};
const id = Buffer.alloc(16, 1);
const row = {
  id,
  title: 'Unsupported operand types',
  type: 'TypeError',
  file: '/srv/shop/Tax.php',
  line: 12,
  route: null,
  status: 'open',
  handled: 0,
  firstSeen: new Date(noon - 1_000),
  lastSeen: new Date(noon),
  occurrences: 3,
  visitors: '2',
};

it('answers a row a problem', async () => {
  const { pool, asked } = fakePool({
    stores: [[{ service: 'roastery', storeId: 1, code: 'default' }]],
    error_occurrences: [
      [row],
      [
        { id, bucket: 0, occurrences: 1 },
        { id, bucket: '23', occurrences: '2' },
      ],
      [{ service: 'roastery', storeId: 1, status: 500, bucket: 0, handled: '0', failedRequests: 1, failedJobs: '0' }],
    ],
    metrics: [
      [
        {
          service: 'roastery',
          name: 'http.server.request.duration',
          status: 500,
          currency: null,
          bucket: 0,
          count: 3,
          sum: 1,
        },
      ],
    ],
  });
  expect(await problems(query, contextOf(pool))).toMatchSnapshot('frame');
  expect(asked.map(({ sql }) => sql).filter((sql) => /error_hash/.test(sql))).toMatchSnapshot('sql');
});

it('takes wildcards in a search for themselves', () => {
  expect(escapeLike('100%_sure!')).toBe('100!%!_sure!!');
});
