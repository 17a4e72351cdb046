import { queryRequest, type QueryInput, type QueryOf } from '../../../../contract/queries.ts';
import { contextOf, fakePool, noon } from '../testing/fakePool.ts';
import { figure } from './figure.ts';

/** A shop with one store that sends all, and one in which two stores share a service and one request in ten is sampled. */
const shops = {
  stores: [
    [
      { service: 'roastery', storeId: 1, code: 'default' },
      { service: 'market', storeId: 1, code: 'en' },
      { service: 'market', storeId: 2, code: 'de' },
    ],
  ],
  signals: [
    [
      { service: 'market', signal: 'traces', lastReceived: new Date(noon) },
      { service: 'roastery', signal: 'metrics', lastReceived: new Date(noon) },
    ],
  ],
};
const metric = { name: 'http.server.request.duration', status: 200, currency: null, bucket: 0 };
const root = { status: 200, bucket: 0, failed: 0 };
const sources = {
  metrics: [
    [
      { ...metric, service: 'roastery', count: 8, sum: 1.6 },
      { ...metric, service: 'roastery', count: 2, sum: 1.4, status: 500, bucket: 0 },
      { ...metric, service: 'market', count: 30, sum: 9 },
    ],
  ],
  traces: [
    [
      { ...root, service: 'market', storeId: 1, requests: 2, milliseconds: '500.0000' },
      { ...root, service: 'market', storeId: 2, requests: 1, milliseconds: '100.0000' },
    ],
  ],
};
/** Asked for the second time, the counters tell that there was a time before. */
const withPast = { ...sources, metrics: [...sources.metrics, [{ found: 1 }]] };

function parse(query: Omit<Extract<QueryInput, { queryType: 'figure' }>, 'queryType'>): QueryOf<'figure'> {
  const request = queryRequest.parse({ query: { queryType: 'figure', ...query }, range: { from: 0, to: 1 } });
  return request.query as QueryOf<'figure'>;
}

it.each([
  ['total', { figure: 'requests', by: 'store' }],
  ['total of a mean', { figure: 'averageDuration', by: 'store' }],
  ['timeseries', { figure: 'requests', format: 'timeseries', by: 'service' }],
  ['comparison', { figure: 'requests', format: 'comparison', by: 'status' }],
] as const)('%s', async (_, query) => {
  const { pool } = fakePool({ ...shops, ...withPast });
  expect(await figure(parse(query), contextOf(pool))).toMatchSnapshot();
});

it('compares with a time before only where data are known of its beginning', async () => {
  const known = { ...sources, metrics: [...withPast.metrics, [{ ...sources.metrics[0][0], count: 4 }]] };
  const { pool, asked } = fakePool({ ...shops, ...known });
  const query = parse({ figure: 'requests', format: 'comparison', store: 'roastery/1' });
  const [frame] = await figure(query, contextOf(pool));
  expect(frame.data.values).toEqual([[10], [4], [1.5]]);
  // The time before is an hour, of which three minutes may be missing.
  const began = asked.filter(({ sql }) => /UNION/.test(sql));
  expect(began.map(({ sql }) => sql)).toMatchSnapshot();
  expect(began[0].values.slice(0, 2)).toEqual([new Date(noon - 57 * 60_000), 'roastery']);

  const unknown = fakePool({ ...shops, ...sources });
  expect((await figure(query, contextOf(unknown.pool)))[0].data.values).toEqual([[10], [null], [null]]);
});

it('asks each source once, by its index and within the range', async () => {
  const { pool, asked } = fakePool({ ...shops, ...sources });
  await figure(parse({ figure: 'errors', format: 'timeseries' }), contextOf(pool));
  expect(asked.map(({ sql }) => sql)).toMatchSnapshot();
  const bounded = asked.filter(({ sql }) => !/_(stores|signals) /.test(sql));
  expect(
    bounded.every(
      ({ sql, values }) => /BETWEEN \? AND \?/.test(sql) && values.some((value) => +(value as Date) === noon)
    )
  ).toBe(true);
});
