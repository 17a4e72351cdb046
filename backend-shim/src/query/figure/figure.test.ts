import { queryRequest, type QueryInput, type QueryOf } from '../../../../contract/queries.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import { fakeContext, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { figure } from './figure.ts';

const minute = 60_000;
const hour = 60 * minute;

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

function counter(service: string, status: string, count: number, sum: number, time = noon): Counted {
  const name = 'http.server.request.duration';
  return { kind: 'counters', time, dimensions: { service, name, unit: 's', status }, values: { count, sum } };
}

function request(storeId: string, traces: number, duration: number): Counted {
  const dimensions = { service: 'market', storeId, rootKind: 'server', status: '200' };
  return { kind: 'requests', time: noon, dimensions, values: { traces, duration } };
}

const counted = [
  counter('roastery', '200', 8, 1.6),
  counter('roastery', '500', 2, 1.4),
  counter('market', '200', 30, 9),
  request('1', 2, 500_000),
  request('2', 1, 100_000),
];

function parse(query: Omit<Extract<QueryInput, { queryType: 'figure' }>, 'queryType'>): QueryOf<'figure'> {
  const asked = queryRequest.parse({ query: { queryType: 'figure', ...query }, range: { from: 0, to: 1 } });
  return asked.query as QueryOf<'figure'>;
}

function contextOf(all: Counted[], changes: Parameters<typeof fakeContext>[0] = {}) {
  return fakeContext({ pool: fakePool(shops).pool, readRollups: fakeRollups(all).readRollups, ...changes });
}

it.each([
  ['total', { figure: 'requests', by: 'store' }],
  ['total of a mean', { figure: 'averageDuration', by: 'store' }],
  ['timeseries', { figure: 'requests', format: 'timeseries', by: 'service' }],
  ['comparison', { figure: 'requests', format: 'comparison', by: 'status' }],
] as const)('%s', async (_, query) => {
  const before = counter('roastery', '200', 4, 1, noon - hour);
  expect(await figure(parse(query), contextOf([...counted, before]))).toMatchSnapshot();
});

describe('a comparison', () => {
  const query = parse({ figure: 'requests', format: 'comparison', store: 'roastery/1' });
  const compare = async (first: number, ...before: Counted[]) => {
    const context = contextOf([...counted, ...before], { readKept: async () => ({ first, minutesSince: 0 }) });
    return (await figure(query, context))[0].data.values;
  };

  it('is made with a time before of whose beginning data are known', async () => {
    const before = counter('roastery', '200', 4, 1, noon - hour);
    expect(await compare(noon - hour, before)).toEqual([[10], [4], [1.5]]);
    // Of the time before, an hour, three minutes may be missing.
    const late = counter('roastery', '200', 4, 1, noon - 57 * minute);
    expect(await compare(noon - 57 * minute, late)).toEqual([[10], [4], [1.5]]);
    const later = counter('roastery', '200', 4, 1, noon - 56 * minute);
    expect(await compare(noon - 56 * minute, later)).toEqual([[10], [null], [null]]);
  });

  it('is not made when another service alone is known', async () => {
    const other = counter('market', '200', 4, 1, noon - hour);
    expect(await compare(noon - hour, other)).toEqual([[10], [null], [null]]);
  });

  it('is made with a service that was silent for long', async () => {
    const old = counter('roastery', '200', 4, 1, noon - 1_000 * hour);
    expect(await compare(noon - 2_000 * hour, old)).toEqual([[10], [0], [null]]);
  });
});

it('widens the range to whole minutes, and says so', async () => {
  const context = contextOf([counter('roastery', '200', 3, 1), counter('roastery', '200', 5, 1, noon + 2 * minute)], {
    range: { from: noon + 20_000, to: noon + 60_000 },
  });
  const [frame] = await figure(parse({ figure: 'requests' }), context);
  expect(frame.data.values).toEqual([[3]]);
  expect(frame.schema.meta?.custom).toMatchObject({ range: { from: noon, to: noon + 2 * minute - 1 } });
});

it('asks each source once', async () => {
  const { readRollups, asked } = fakeRollups(counted);
  await figure(parse({ figure: 'errors', format: 'timeseries' }), fakeContext({ readRollups }));
  expect(asked.map(({ kind }) => kind).sort()).toEqual(['counters', 'problems', 'requests']);
  expect(asked[0]).toMatchObject({ from: noon, to: noon + hour, bucketMs: 15 * minute });
});

it('says that there was more than is told apart', async () => {
  const folded = { ...counter('roastery', otherSeries, 7, 1) };
  const [frame] = await figure(parse({ figure: 'requests', by: 'status' }), contextOf([...counted, folded]));
  expect(frame.schema.meta?.notices).toEqual([
    { severity: 'info', text: expect.stringContaining('is counted as "(other)"') },
  ]);
  expect(frame.data.values[0]).toContain('(other)');
  // What figures ask for is told apart all the same.
  const byRoute = request('1', 5, 1);
  byRoute.dimensions.route = otherSeries;
  const [exact] = await figure(parse({ figure: 'requests', by: 'status' }), contextOf([...counted, byRoute]));
  expect(exact.schema.meta?.notices).toBeUndefined();
});
