import type { QueryOf } from '../../../../contract/queries.ts';
import { fakeContext, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
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
  flags: 0,
  duration: 1_234_500,
  queries: 15,
  queryTime: '700250',
  slowQueries: 1,
  spans: 190,
  service: 'roastery',
  storeId: null,
};

it('answers a row a request', async () => {
  const { pool, asked } = fakePool({ maho: [], traces: [[row, { ...row, flags: 3, service: null }]] });
  expect(await requests(query, fakeContext({ pool }))).toMatchSnapshot('frame');
  expect(asked.find(({ sql }) => /ORDER BY t.duration_us/.test(sql))).toMatchSnapshot('sql');
});

describe('of very many', () => {
  const hour = 3_600_000;
  const range = { from: noon - 24 * 30 * hour, to: noon - 1 };
  const series = (hoursAgo: number, traces: number, duration: number, dimensions: object = {}): Counted => ({
    kind: 'requests',
    time: noon - hoursAgo * hour,
    dimensions: { service: 'roastery', storeId: '1', rootKind: 'server', route: query.route, ...dimensions },
    values: { traces },
    durations: Array(traces).fill(duration),
  });
  const many = [
    series(100, 20_000, 1_000),
    series(200, 10_000, 5_000),
    series(300, 19, 10_000),
    series(300, 1, 90_000, { route: 'other' }),
    series(500, 1, 60_000),
    series(600, 1, 600_000, { rootKind: 'internal' }),
  ];
  const asking = async (changes: Partial<typeof query>, within = range) => {
    const { pool, asked } = fakePool({
      traces: changes.route === '' && changes.sort === 'newest' ? [] : [[{ first: new Date(range.from) }]],
    });
    const { readRollups, readLongest } = fakeRollups(many);
    await requests({ ...query, ...changes }, fakeContext({ pool, readRollups, readLongest, range: within }));
    return asked.filter(({ sql }) => /FROM maho_insights_traces t/.test(sql)).map(({ values }) => values);
  };
  const hourOf = (ago: number) => {
    const from = noon - ago * hour;
    return [new Date(from), new Date(from + hour - 1)];
  };

  it('reads the hours alone in which the slowest were', async () => {
    const [first] = await asking({});
    expect(first).toEqual([expect.any(Number), query.route, ...hourOf(500), ...hourOf(300)]);
    expect(first[0]).toBeGreaterThan(9_700);
    expect(first[0]).toBeLessThanOrEqual(10_000);
    const [any] = await asking({ route: '', limit: 2 });
    expect(any).toEqual([expect.any(Number), ...hourOf(500), ...hourOf(300)]);
    expect(any[0]).toBeGreaterThan(58_000);
  });

  it('reads more when the hours told too little, and all when nothing is told', async () => {
    // The fake database never has a row.
    const asked = await asking({});
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.at(-1)).toEqual([0, query.route, new Date(range.from), new Date(range.to)]);
  });

  it('reads the latest hours alone for the newest of a route', async () => {
    expect((await asking({ sort: 'newest' }))[0]).toEqual([0, query.route, ...hourOf(100)]);
    // Without a condition the rows are in order already.
    expect((await asking({ sort: 'newest', route: '' }))[0]).toEqual([0, new Date(range.from), new Date(range.to)]);
  });

  it('asks for nothing where there is no such request', async () => {
    expect(await asking({ route: 'unknown' })).toEqual([]);
  });
});
