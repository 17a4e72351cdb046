import type { Coverage } from '../contract/coverage.ts';
import type { Figure } from '../contract/figures.ts';
import type { Frame } from '../contract/frames.ts';
import type { QueryInput } from '../contract/queries.ts';
import type { Export } from '../backend-shim/src/pipeline/records.ts';
import { QueryError } from '../scripts/lib/QueryClient.ts';
import { Api, receivedAt, retention, token } from './support/Api.ts';
import { Schemas } from './support/Schemas.ts';
import { hexId, makeLog, makePoint, makeRequests, makeSpan, noon, resourceOf } from './support/shopRecords.ts';

jest.setTimeout(120_000);

const minute = 60_000;
const noonMs = noon / 1000;
/** The hour that follows noon. */
const range = { from: noonMs, to: noonMs + 60 * minute - 1 };
const order = (number: string, total: number, currency = 'USD') => ({
  name: 'order',
  time: noon + 2_000_000,
  attributes: { number, total, currency },
});
const cart = { name: 'cart', time: noon + 1_000_000, attributes: {} };
const inStore = (storeId: number, status = 200) => ({
  attributes: { 'maho.store_id': storeId, 'http.response.status_code': status },
});
const failed = (message: string) => ({ status: 'error' as const, statusMessage: message });

let schemas: Schemas;
let api: Api;

beforeAll(async () => {
  schemas = await Schemas.open();
});

beforeEach(async () => {
  api = await Api.open(await schemas.create());
});

afterEach(async () => {
  await api.close();
});

afterAll(async () => {
  await schemas.close();
});

type FigureOptions = Partial<Omit<Extract<QueryInput, { queryType: 'figure' }>, 'queryType' | 'figure'>>;

async function ask(figure: Figure, options: FigureOptions = {}, within = range): Promise<Frame[]> {
  return api.client().query({ queryType: 'figure', figure, ...options }, within, { intervalMs: 15 * minute });
}

/** Rows of a frame as arrays, in the order of its fields. */
function table(frame: Frame): unknown[][] {
  const [first] = frame.data.values;
  return first.map((_, row) => frame.data.values.map((column) => column[row]));
}

async function totals(figure: Figure, options: FigureOptions = {}): Promise<unknown[][]> {
  return table((await ask(figure, options))[0]);
}

function coverage(frame: Frame): Coverage {
  return frame.schema.meta?.custom as Coverage;
}

describe('a store that sends everything', () => {
  const everything: Array<Partial<Export>> = [
    { spans: [makeSpan('a', 'home', inStore(1)), makeSpan('a', 'sql', { parent: 'home', duration: 600_000 })] },
    { spans: [makeSpan('b', 'buy', { ...inStore(1), events: [order('100000001', 25.25), cart] })] },
    {
      spans: [
        makeSpan('c', 'crash', { ...inStore(1), ...failed('TypeError in line 7'), start: noon + 30 * 60_000_000 }),
      ],
    },
    { spans: [makeSpan('d', 'cron', { kind: 'internal', ...failed('CronError at night'), attributes: {} })] },
    { logs: [makeLog('b', 'Gateway declined'), makeLog('a', 'nothing of note', { severity: 9 })] },
    {
      points: [
        makeRequests(2, 200, 100),
        makeRequests(1, 500, 400, { time: noon + 30 * 60_000_000 }),
        makePoint('maho.orders', 1, { attributes: { 'maho.order.currency': 'USD', 'maho.payment.method': 'checkmo' } }),
        makePoint('maho.order.revenue', 25.25, { attributes: { 'maho.order.currency': 'USD' } }),
        makePoint('maho.cart.additions', 1),
      ],
    },
  ];

  beforeEach(() => api.write(...everything));

  it.each([
    ['requests', 3],
    ['failedRequests', 1],
    ['handledErrors', 1],
    // One failed request, one handled failure, one cron job that died.
    ['errors', 3],
    ['averageDuration', 200],
    ['orders', 1],
    ['cartAdditions', 1],
    ['slowQueries', 1],
    ['traces', 4],
    ['spans', 5],
  ] as const)('has %s %d', async (figure, value) => {
    const [frame] = await ask(figure);
    expect(table(frame)).toEqual([[value]]);
    expect(coverage(frame)).toMatchObject({ from: 3, of: 3, note: '' });
    expect(frame.schema.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  });

  it('has revenue by currency', async () => {
    expect(await totals('revenue')).toEqual([['USD', 25.25]]);
    expect(await totals('revenue', { by: 'store' })).toEqual([['shop/1', 'USD', 25.25]]);
  });

  it('is told by status, service and store', async () => {
    expect(await totals('requests', { by: 'status' })).toEqual([
      ['200', 2],
      ['500', 1],
    ]);
    expect(await totals('requests', { by: 'service' })).toEqual([['shop', 3]]);
    expect(await totals('requests', { by: 'store' })).toEqual([['shop/1', 3]]);
    expect(await totals('errors', { by: 'store' })).toEqual([['shop/1', 3]]);
    expect(await totals('errors', { store: 'shop/1' })).toEqual([[3]]);
    expect(await totals('errors', { store: 'shop/2' })).toEqual([[0]]);
    expect(await totals('errors', { store: 'no store' })).toEqual([[0]]);
  });

  it('is told over time, in buckets at whole quarters of an hour', async () => {
    const [requests] = await ask('requests', { format: 'timeseries' });
    const times = [0, 15, 30, 45].map((minutes) => noonMs + minutes * minute);
    expect(requests.data.values).toEqual([times, [2, 0, 1, 0]]);
    expect(requests.schema.meta).toMatchObject({ type: 'timeseries-multi' });
    const [duration] = await ask('averageDuration', { format: 'timeseries', by: 'store' });
    expect(duration.data.values).toEqual([times, [100, null, 400, null]]);
    expect(duration.schema.fields[1]).toMatchObject({ labels: { store: 'shop/1' }, config: { unit: 'ms' } });
  });

  it('is compared with the same length of time before', async () => {
    const second = { from: noonMs + 30 * minute, to: noonMs + 60 * minute - 1 };
    const compare = async (figure: Figure) => table((await ask(figure, { format: 'comparison' }, second))[0]);
    expect(await compare('requests')).toEqual([[1, 2, -0.5]]);
    expect(await compare('averageDuration')).toEqual([[400, 100, 3]]);
    expect(await compare('failedRequests')).toEqual([[1, 0, null]]);
    expect(await compare('revenue')).toEqual([['USD', 0, 25.25, -1]]);
  });

  it('is not compared with a time that began before the data', async () => {
    const compare = async (figure: Figure, minutes: number, store = '') => {
      const from = noonMs + minutes * minute;
      const [frame] = await ask(figure, { format: 'comparison', store }, { from, to: from + 20 * minute - 1 });
      return table(frame);
    };
    expect(await compare('requests', 0)).toEqual([[2, null, null]]);
    expect(await compare('requests', 15)).toEqual([[1, null, null]]);
    expect(await compare('revenue', 15)).toEqual([['', 0, null, null]]);
    expect(await compare('averageDuration', 15)).toEqual([[400, null, null]]);
    // The first minute of twenty may be missing.
    expect(await compare('requests', 19)).toEqual([[1, 2, -0.5]]);
    expect(await compare('requests', 18)).toEqual([[1, null, null]]);
    expect(await compare('requests', 20, 'shop/1')).toEqual([[1, 2, -0.5]]);
    expect(await compare('requests', 20, 'other/1')).toEqual([[0, null, null]]);
  });

  it('has nothing before and after', async () => {
    const later = { from: range.to + 1, to: range.to + 60 * minute };
    expect(table((await ask('errors', {}, later))[0])).toEqual([[0]]);
    expect(table((await ask('errors', { by: 'store' }, later))[0])).toEqual([['shop/1', 0]]);
    expect(table((await ask('revenue', {}, later))[0])).toEqual([['', 0]]);
    expect(table((await ask('averageDuration', {}, later))[0])).toEqual([]);
    expect(
      table((await ask('averageDuration', { format: 'comparison' }, { from: later.to, to: later.to + 1 }))[0])
    ).toEqual([[null, null, null]]);
  });
});

it('counts the whole minutes that the range touches, and says so', async () => {
  const at = (seconds: number) => makeRequests(1, 200, 100, { time: noon + seconds * 1_000_000 });
  await api.write({ points: [at(59), at(60), at(119), at(120), at(180)] });
  const [frame] = await ask('requests', {}, { from: noonMs + 90_000, to: noonMs + 120_000 });
  expect(table(frame)).toEqual([[3]]);
  expect(coverage(frame).range).toEqual({ from: noonMs + minute, to: noonMs + 3 * minute - 1 });
});

it('leaves out counts that are damaged, and says so', async () => {
  await api.write({ points: [makeRequests(5, 200, 100)] }, { spans: [makeSpan('a', 'home', inStore(1))] });
  await api.store.pool.query("UPDATE maho_insights_metrics SET body = REVERSE(body) WHERE kind = 'counters'");
  const [frame] = await ask('requests');
  expect(table(frame)).toEqual([[1]]);
  expect(frame.schema.meta?.notices).toEqual([
    { severity: 'error', text: expect.stringContaining('it is damaged in the database') },
  ]);
});

describe('a store that samples', () => {
  it('has complete figures from its counters, and says what traces do not tell', async () => {
    await api.write(
      { spans: [makeSpan('a', 'home', inStore(1))] },
      { spans: [makeSpan('b', 'crash', { ...inStore(1), ...failed('TypeError in line 7') })] },
      { points: [makeRequests(18, 200, 100), makeRequests(2, 500, 100), makePoint('maho.orders', 3)] }
    );
    expect(await totals('requests')).toEqual([[20]]);
    expect(await totals('failedRequests')).toEqual([[2]]);
    expect(await totals('errors')).toEqual([[2]]);
    const [slow] = await ask('slowQueries');
    expect(coverage(slow)).toEqual({
      source: 'traces',
      from: 2,
      of: 20,
      note: 'Counted from 2 of 20 requests: the others sent no trace. A sampling rate of 1 in shop makes it complete.',
      range,
    });
    const [problems] = await api.client().query({ queryType: 'problems' }, range);
    expect(problems.schema.meta?.notices).toEqual([
      { severity: 'warning', text: expect.stringContaining('1 of 2 failed requests were not sampled') },
    ]);
    const [orders] = await api.client().query({ queryType: 'orders' }, range);
    expect(coverage(orders)).toMatchObject({
      from: 0,
      of: 3,
      note: expect.stringContaining('Of 3 of 3 orders'),
    });
  });

  it('knows handled errors of all requests where it sends logs', async () => {
    await api.write({ logs: [makeLog('unsampled', 'Gateway declined')] }, { points: [makeRequests(10, 200, 100)] });
    const [handled] = await ask('handledErrors');
    expect(table(handled)).toEqual([[1]]);
    expect(coverage(handled)).toEqual({ source: 'logs', from: 10, of: 10, note: '', range });
  });

  it('says that traces alone may be a sample', async () => {
    await api.write({ spans: [makeSpan('a', 'buy', { ...inStore(1), events: [order('1', 10)] })] });
    const [requests] = await ask('orders');
    expect(table(requests)).toEqual([[1]]);
    expect(coverage(requests)).toMatchObject({
      source: 'traces',
      from: 1,
      of: null,
      note: expect.stringContaining('may be a sample'),
    });
  });

  it('takes what tells more, when metrics were switched on midway', async () => {
    const spans = [1, 2, 3, 4].map((n) => makeSpan(`t${n}`, 'home', inStore(1)));
    await api.write({ spans }, { points: [makeRequests(1, 200, 100)] });
    expect(await totals('requests')).toEqual([[4]]);
    expect(await totals('averageDuration')).toEqual([[250]]);
  });
});

describe('several stores', () => {
  it('of one service are told apart by traces, and what traces do not tell has no store', async () => {
    await api.write(
      { spans: [makeSpan('a', 'home', inStore(1)), makeSpan('b', 'home', inStore(2))] },
      { spans: [makeSpan('c', 'crash', { ...inStore(2), ...failed('TypeError in line 7') })] },
      { points: [makeRequests(27, 200, 100), makeRequests(3, 500, 100)] }
    );
    expect(await totals('requests', { by: 'store' })).toEqual([
      ['', 27],
      ['shop/1', 1],
      ['shop/2', 2],
    ]);
    expect(await totals('failedRequests', { by: 'store' })).toEqual([
      ['', 2],
      ['shop/1', 0],
      ['shop/2', 1],
    ]);
    expect(await totals('requests')).toEqual([[30]]);
    const [second] = await ask('requests', { store: 'shop/2' });
    expect(table(second)).toEqual([[2]]);
    expect(coverage(second)).toMatchObject({
      source: 'traces',
      from: 3,
      of: 30,
      note: expect.stringContaining('3 of 30 requests'),
    });
    expect(await totals('averageDuration', { by: 'store' })).toEqual([
      ['shop/1', 250],
      ['shop/2', 250],
    ]);
  });

  it('of which one is the administration leave the counters to the shop', async () => {
    await api.write(
      { spans: [makeSpan('a', 'home', inStore(1)), makeSpan('b', 'admin', inStore(0))] },
      { points: [makeRequests(20, 200, 100)] }
    );
    expect(await totals('requests', { store: 'shop/1' })).toEqual([[20]]);
    expect(await totals('requests', { store: 'shop/0' })).toEqual([[1]]);
  });

  it('of several services are counted each from what it sends', async () => {
    const other = { resource: resourceOf('other/shop') };
    await api.write(
      { spans: [makeSpan('a', 'home', inStore(1))], points: [makeRequests(20, 200, 100)] },
      {
        spans: [makeSpan('b', 'home', { ...inStore(1), ...other }), makeSpan('c', 'home', { ...inStore(1), ...other })],
      }
    );
    const [requests] = await ask('requests', { by: 'store' });
    expect(table(requests)).toEqual([
      ['other/shop/1', 2],
      ['shop/1', 20],
    ]);
    expect(coverage(requests)).toMatchObject({
      source: 'mixed',
      of: null,
      note: expect.stringContaining('other/shop'),
    });
    expect(await totals('requests', { store: 'other/shop/1' })).toEqual([[2]]);
  });
});

it('knows nothing of a store that never sent anything', async () => {
  const [frame] = await ask('requests');
  expect(table(frame)).toEqual([[0]]);
  expect(coverage(frame)).toEqual({ source: 'traces', from: 0, of: 0, note: '', range });
  expect(await totals('errors', { by: 'store' })).toEqual([['', 0]]);
  for (const queryType of ['problems', 'requests', 'orders'] as const) {
    const [list] = await api.client().query({ queryType }, range);
    expect(table(list)).toEqual([]);
  }
});

describe('problems', () => {
  beforeEach(() =>
    api.write(
      {
        spans: [
          makeSpan('a', 'cart', {
            ...failed('TypeError in line 7'),
            attributes: { 'maho.store_id': 1, visitor: 11, customer: 5 },
          }),
          makeSpan('b', 'cart', {
            ...failed('TypeError in line 8'),
            attributes: { 'maho.store_id': 1, visitor: 11 },
            start: noon + 3_599_000_000,
          }),
          makeSpan('c', 'page', {
            ...failed('DomainError 100%_sure'),
            attributes: { 'maho.store_id': 1, visitor: 12 },
          }),
        ],
      },
      { logs: [makeLog('d', 'Gateway declined', { time: noon - 1 })] }
    )
  );

  const list = (query: Partial<Extract<QueryInput, { queryType: 'problems' }>> = {}) =>
    api.client().rows<Record<string, unknown>>({ queryType: 'problems', ...query }, range);

  it('are those of the range, with how often, when and by how many', async () => {
    const rows = await list();
    expect(rows.map((row) => row.type)).toEqual(['TypeError', 'DomainError']);
    // Of three minutes each.
    const trend = Array(20).fill(0);
    trend[0] = 1;
    trend[19] = 1;
    expect(rows[0]).toEqual({
      id: hexId('problem TypeError'),
      title: 'TypeError in line N',
      type: 'TypeError',
      file: 'TypeError.php',
      line: 12,
      route: 'module/cart',
      status: 'open',
      handled: false,
      occurrences: 2,
      visitors: 1,
      trend,
      firstSeen: noonMs,
      lastSeen: noonMs + 3_599_000,
      assignee: null,
      regressedAt: null,
      revision: 0,
      merged: 0,
    });
  });

  it('are sorted, searched and limited', async () => {
    const types = async (query: Parameters<typeof list>[0]) => (await list(query)).map((row) => row.type);
    expect(await types({ sort: 'occurrences' })).toEqual(['TypeError', 'DomainError']);
    expect(await types({ sort: 'visitors', limit: 1 })).toHaveLength(1);
    expect(await types({ search: 'typeerror LINE' })).toEqual(['TypeError']);
    expect(await types({ search: 'module/page' })).toEqual(['DomainError']);
    expect(await types({ search: '0%_s' })).toEqual(['DomainError']);
    expect(await types({ search: 'typeerror.php:12' })).toEqual(['TypeError']);
    expect(await types({ search: 'TypeError.php:13' })).toEqual([]);
    // Of an occurrence before the latest one, and of its request.
    expect(await types({ search: '7 /CART TypeError:' })).toEqual(['TypeError']);
    expect(await types({ search: '/cart 9' })).toEqual([]);
    expect(await types({ search: '/_art' })).toEqual([]);
    expect(await types({ search: '%' })).toEqual(['DomainError']);
    expect(await types({ search: "' OR 1=1 -- " })).toEqual([]);
    expect(await types({ store: 'shop/1' })).toHaveLength(2);
    expect(await types({ store: 'shop/2' })).toEqual([]);
    expect(await types({ status: 'resolved' })).toEqual([]);
    expect(await types({ status: 'all' })).toHaveLength(2);
  });

  it('tell no number of visitors where none is known, and sort it last', async () => {
    await api.write({ spans: [makeSpan('e', 'home', { ...failed('ParseError'), start: noon + 3_599_500_000 })] });
    expect((await list({ sort: 'visitors' })).map(({ type, visitors }) => [type, visitors])).toEqual([
      ['TypeError', 1],
      ['DomainError', 1],
      ['ParseError', null],
    ]);
    expect((await api.client().problem(hexId('problem ParseError'))).visitors).toBeNull();
  });

  it('list their occurrences, newest first', async () => {
    const rows = await api.client().rows({ queryType: 'occurrences', problemId: hexId('problem TypeError') }, range);
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual({
      id: hexId(`occurrence ${hexId('a')} TypeError TypeError in line 7`),
      time: noonMs,
      traceId: hexId('a'),
      message: 'TypeError in line 7',
      handled: false,
      method: 'GET',
      path: '/cart',
      route: 'module/cart',
      httpStatus: 500,
      durationMs: 250,
      store: 'shop/1',
      visitorId: 11,
      customerId: 5,
      orderNumber: null,
      version: '26.9.0',
      host: 'web-1',
    });
  });

  it('are documents with the context of the latest occurrence', async () => {
    expect(await api.client().problem(hexId('problem TypeError'))).toMatchObject({
      id: hexId('problem TypeError'),
      occurrences: 2,
      visitors: 1,
      status: 'open',
      statusChangedBy: null,
      statusChangedAt: null,
      stack: [{ type: 'TypeError', file: 'TypeError.php', line: 12 }],
      latest: { traceId: hexId('b'), path: '/cart', visitorId: 11, host: 'web-1', mahoVersion: '26.9.0', note: '' },
    });
    expect((await api.client().problem(hexId('problem Gateway'))).latest).toMatchObject({
      traceId: null,
      path: null,
      service: 'shop',
      note: expect.stringContaining('did not sample this request'),
    });
  });

  const id = hexId('problem TypeError');
  const ada = () => api.client({ login: 'ada', role: 'Editor' });
  const idsOf = (rows: Array<Record<string, unknown>>) => rows.map((row) => row.type);

  it('are searched by who met them, and where', async () => {
    const types = async (search: string) => idsOf(await list({ search, sort: 'occurrences', status: 'all' }));
    expect(await types('customer:5')).toEqual(['TypeError']);
    expect(await types('customer:6')).toEqual([]);
    expect(await types('visitor:>11')).toEqual(['DomainError']);
    expect(await types('path:/CA*')).toEqual(['TypeError']);
    expect(await types('!path:/cart host:web-*')).toEqual(['DomainError']);
    expect(await types('order:1')).toEqual([]);
    expect(await types('method:get store:1 status:500')).toEqual(['TypeError', 'DomainError']);
    expect(await types('route:module/* version:26.9.0 handled:no')).toEqual(['TypeError', 'DomainError']);
    expect(await types('visitors:>0 occurrences:>1')).toEqual(['TypeError']);
    expect(await types('store:2')).toEqual([]);
    expect((await list({ search: 'customer:5' }))[0]).toMatchObject({ occurrences: 1, visitors: 1 });
    expect((await list({ search: 'path:/cart' }))[0]).toMatchObject({ occurrences: 2, visitors: 1 });
    const occurrences = (search: string) =>
      api.client().rows<Record<string, unknown>>({ queryType: 'occurrences', problemId: id, search }, range);
    expect((await occurrences('customer:5')).map((row) => row.message)).toEqual(['TypeError in line 7']);
    expect(await occurrences('"line 8" is:open')).toHaveLength(1);
    expect(await occurrences('store:1 route:module/cart')).toHaveLength(2);
    expect(await occurrences('!store:1')).toEqual([]);
  });

  it('show what people did at once, and are told as one when they were merged', async () => {
    const other = hexId('problem DomainError');
    await ada().change({ problems: [{ id, revision: 0 }], change: { kind: 'assign', assignee: 'ada' } });
    expect(await list({ search: 'assignee:ada' })).toMatchObject([{ id, assignee: 'ada' }]);
    const mine = await ada().rows({ queryType: 'problems', search: 'is:mine' }, range);
    expect(mine).toHaveLength(1);
    const { undo } = await ada().change({
      problems: [{ id: other, revision: 0 }],
      change: { kind: 'merge', into: id },
    });
    const [whole, ...rest] = await list();
    expect(rest).toEqual([]);
    expect(whole).toMatchObject({ id, occurrences: 3, visitors: 2, merged: 1 });
    const document = await api.client().problem(other);
    expect(document).toMatchObject({ id, occurrences: 3, visitors: 2, merged: [{ id: other, occurrences: 1 }] });
    expect(document.activity.map(({ kind }) => kind).sort()).toEqual(['assigned', 'merged']);
    expect(await api.client().rows({ queryType: 'occurrences', problemId: id }, range)).toHaveLength(3);
    await ada().undo(undo);
    expect(await list()).toHaveLength(2);
    expect((await api.client().problem(other)).id).toBe(other);
  });

  it('are paged while they move', async () => {
    const page = async (cursor: string) => {
      const [frame] = await api.client().query({ queryType: 'problems', status: 'all', limit: 1, cursor }, range);
      return { ids: frame.data.values[0], ...(frame.schema.meta?.custom as { nextCursor: string; matching: number }) };
    };
    const first = await page('');
    expect(first).toMatchObject({ ids: [id], matching: 2 });
    await api.write({ spans: [makeSpan('z', 'page', { ...failed('DomainError'), start: noon + 3_599_900_000 })] });
    const second = await page(first.nextCursor);
    expect(second).toMatchObject({ ids: [hexId('problem DomainError')], nextCursor: null });
  });

  it('are counted over time and by label, as many as the figure says', async () => {
    const series = (query: object) =>
      api.client().query({ queryType: 'occurrenceSeries', ...query } as QueryInput, range, { intervalMs: 15 * minute });
    expect((await series({})).map((frame) => frame.data.values[1])).toEqual([[2, 0, 0, 1]]);
    expect(table((await series({ format: 'total', by: 'route' }))[0])).toEqual([
      ['module/cart', 2],
      ['module/page', 1],
    ]);
    expect(table((await series({ format: 'total', by: 'version', problemId: id }))[0])).toEqual([['26.9.0', 2]]);
    expect(table((await series({ format: 'total', search: 'visitor:11' }))[0])).toEqual([[2]]);
    expect(await totals('errors')).toEqual([[3]]);
  });

  it('are told when they are new, and when they come back', async () => {
    const events = (query: object) => api.client().query({ queryType: 'problemEvents', ...query } as QueryInput, range);
    expect(table((await events({ format: 'total', by: 'store' }))[0])).toEqual([
      ['new', 'shop/1', 2],
      ['regression', 'shop/1', 0],
    ]);
    const marks = async (of: 'newProblems' | 'versions') =>
      (await api.client().rows<{ title: string }>({ queryType: 'annotations', of }, range)).map(({ title }) => title);
    expect((await marks('newProblems')).sort()).toEqual(['New: DomainError', 'New: TypeError']);
    await ada().change({ problems: [{ id, revision: 0 }], change: { kind: 'status', status: 'resolved' } });
    const again = Date.now() + 60 * minute;
    await api.write({ spans: [makeSpan('again', 'cart', { ...failed('TypeError'), start: again * 1000 })] });
    const later = { from: again - minute, to: again + minute };
    const rows = await api.client().rows({ queryType: 'problemEvents', event: 'regression' }, later);
    expect(rows).toMatchObject([{ time: again, event: 'regression', problemId: id, status: 'open' }]);
    expect(await api.client().problem(id)).toMatchObject({ regressedAt: again, status: 'open' });
  });

  it('tell in what they differ from all requests', async () => {
    const spans = Array.from({ length: 20 }, (_, n) => makeSpan(`fine ${n}`, 'home', inStore(2)));
    await api.write({ spans });
    const rows = await api.client().rows<Record<string, unknown>>({ queryType: 'distributions', problemId: id }, range);
    const of = (dimension: string) => rows.filter((row) => row.dimension === dimension);
    expect(of('route')).toMatchObject([{ value: 'module/cart', occurrences: 2, share: 1, shareOfAll: 2 / 23 }]);
    expect(of('store')).toMatchObject([{ value: 'shop/1', shareOfAll: 3 / 23 }]);
    expect(of('host')).toMatchObject([{ value: 'web-1', shareOfAll: 1, weight: 0 }]);
    expect(
      of('customer')
        .map((row) => row.value)
        .sort()
    ).toEqual(['customer', 'guest']);
  });
});

it('patterns of log records are counted, whatever is written in them', async () => {
  const logs = [1, 2, 3].map((n) => makeLog(`t${n}`, `Order ${n}00 was placed in ${n} ms`, { severity: 9 }));
  await api.write({ logs: [...logs, makeLog('x', 'Something else', { severity: 13 })] });
  const rows = await api.client().rows<Record<string, unknown>>({ queryType: 'logPatterns' }, range);
  expect(rows.map(({ severity, records }) => [severity, records])).toEqual([
    ['INFO', 3],
    ['WARN', 1],
  ]);
  expect(await api.client().rows({ queryType: 'logPatterns', search: 'something warn' }, range)).toHaveLength(1);
});

describe('requests', () => {
  beforeEach(() =>
    api.write({
      spans: [
        makeSpan('a', 'home', { ...inStore(1), duration: 100_000 }),
        makeSpan('b', 'cart', { ...inStore(2), duration: 900_500, start: noon + 1_000_000 }),
        makeSpan('b', 'sql', { parent: 'cart', duration: 700_250, start: noon + 1_000_000 }),
        makeSpan('c', 'cron', { kind: 'internal', attributes: {} }),
      ],
    })
  );

  const list = (query: Partial<Extract<QueryInput, { queryType: 'requests' }>> = {}) =>
    api.client().rows<Record<string, unknown>>({ queryType: 'requests', ...query }, range);

  it('are listed slowest first', async () => {
    const rows = await list();
    expect(rows.map((row) => row.path)).toEqual(['/cart', '/home']);
    expect(rows[0]).toEqual({
      time: noonMs + 1000,
      traceId: hexId('b'),
      method: 'GET',
      path: '/cart',
      route: 'module/cart',
      httpStatus: 200,
      failed: false,
      durationMs: 900.5,
      queries: 1,
      queryTimeMs: 700.25,
      slowQueries: 1,
      spans: 2,
      dropped: false,
      store: 'shop/2',
    });
  });

  it('are chosen by route and store', async () => {
    expect(await list({ sort: 'newest', limit: 1 })).toHaveLength(1);
    expect((await list({ route: 'module/home' })).map((row) => row.path)).toEqual(['/home']);
    expect((await list({ store: 'shop/2' })).map((row) => row.path)).toEqual(['/cart']);
  });
});

it('orders are listed, newest first', async () => {
  await api.write({
    spans: [
      makeSpan('a', 'buy', { ...inStore(1), events: [order('100000001', 25.25), order('100000002', 1234.5, 'EUR')] }),
    ],
  });
  const rows = await api.client().rows({ queryType: 'orders' }, range);
  expect(rows).toEqual([
    {
      time: noonMs + 2000,
      number: '100000002',
      total: 1234.5,
      currency: 'EUR',
      paymentMethod: 'checkmo',
      store: 'shop/1',
      traceId: hexId('a'),
    },
    {
      time: noonMs + 2000,
      number: '100000001',
      total: 25.25,
      currency: 'USD',
      paymentMethod: 'checkmo',
      store: 'shop/1',
      traceId: hexId('a'),
    },
  ]);
});

describe('a trace', () => {
  const get = async (name: string) =>
    (await api.client().query({ queryType: 'trace', traceId: hexId(name) }, range))[0];

  it('is a frame for the trace view, with events and log records at their spans', async () => {
    const root = makeSpan('a', 'home', {
      ...inStore(1),
      ...failed('TypeError in line 7'),
      start: noon + 123,
      duration: 250_500,
      events: [cart],
    });
    const sql = makeSpan('a', 'sql', { parent: 'home', start: noon + 200 });
    await api.write(
      { spans: [sql] },
      {
        spans: [root],
        logs: [
          makeLog('a', 'Hello', { spanId: sql.spanId, severity: 9 }),
          makeLog('a', 'Orphan', { spanId: 'feedfeedfeedfeed' }),
        ],
      }
    );
    expect(await get('a')).toMatchSnapshot();
  });

  it('that is not there says why that may be', async () => {
    const missing = await get('missing');
    expect(table(missing)).toEqual([]);
    expect(missing.schema.meta?.notices?.[0].text).toContain('may not have sampled');
    await api.write({ logs: [makeLog('logged', 'Hello')] });
    expect((await get('logged')).schema.meta?.notices?.[0].text).toContain('Only log records');
  });

  it('whose spans the storage policy dropped says so, and its request, too', async () => {
    await api.write({ spans: [makeSpan('a', 'home', inStore(1))] });
    await api.store.pool.query('UPDATE maho_insights_traces SET flags = flags | 2');
    await api.store.pool.query('DELETE FROM maho_insights_trace_blocks');
    const frame = await get('a');
    expect(table(frame)).toEqual([]);
    expect(frame.schema.meta?.notices?.[0].text).toContain('storage policy');
    expect(await api.client().rows({ queryType: 'requests' }, range)).toMatchObject([{ path: '/home', dropped: true }]);
  });

  it('whose block is damaged says so', async () => {
    await api.write({ spans: [makeSpan('a', 'home', inStore(1))] });
    await api.store.pool.query('UPDATE maho_insights_trace_blocks SET body = REVERSE(body)');
    await expect(get('a')).rejects.toMatchObject({ status: 500, message: expect.stringContaining('damaged') });
  });

  it('whose first span has not come says so', async () => {
    await api.write({ spans: [makeSpan('a', 'sql', { parent: 'home' })] });
    const frame = await get('a');
    expect(table(frame)).toHaveLength(1);
    expect(frame.schema.meta?.notices?.[0].text).toContain('has not arrived');
  });
});

describe('the API', () => {
  const request = (path: string, options: RequestInit = {}) =>
    fetch(`${api.url}/api/v1${path}`, {
      ...options,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...options.headers },
    });
  const post = (body: string) => request('/query', { method: 'POST', body });
  const error = async (response: Response) =>
    ((await response.json()) as { error: { code: string; message: string } }).error;

  it('tells its stores and what has arrived', async () => {
    expect(await api.client().status()).toEqual({
      version: '1.2.3',
      lastReceived: { traces: null, logs: null, metrics: null },
      services: [],
      waiting: 3,
      deadLetters: 1,
      waitingFor: null,
      retention,
      maxDisk: null,
      sizes: expect.objectContaining({ bytes: expect.any(Number), kinds: expect.any(Array), days: expect.any(Array) }),
      droppedEarly: [],
      jobs: [],
    });
    await api.write({ spans: [makeSpan('a', 'home', inStore(1))] });
    await api.write({ points: [makePoint('maho.orders', 1, { resource: resourceOf('other/shop') })] });
    expect(await api.client().status()).toMatchObject({
      lastReceived: { traces: receivedAt, logs: null, metrics: receivedAt },
      services: [
        { service: 'other/shop', traces: null, logs: null, metrics: receivedAt },
        { service: 'shop', traces: receivedAt, logs: null, metrics: null },
      ],
    });
    expect(await api.client().stores()).toEqual([{ key: 'shop/1', service: 'shop', storeId: 1, code: 'store1' }]);
    expect(await (await request('/health')).json()).toEqual({ status: 'ok', version: '1.2.3' });
  });

  it('refuses who has not the token', async () => {
    for (const authorization of ['', 'Bearer wrong', `Basic ${token}`, 'Bearer']) {
      const response = await request('/status', { headers: { authorization } });
      expect(response.status).toBe(401);
      expect((await error(response)).code).toBe('unauthenticated');
    }
  });

  it('says what is wrong with a query', async () => {
    const cases: Array<[unknown, RegExp]> = [
      [
        { query: { queryType: 'figures' }, range },
        /no query type "figures".*figure, problems, occurrences, .*annotations/,
      ],
      [{ query: {}, range }, /names no "queryType"/],
      [null, /body cannot be read/],
      [{ query: { queryType: 'toString' }, range }, /no query type/],
      [{ query: { queryType: 'figure', figure: 'sales' }, range }, /"query\.figure"/],
      [{ query: { queryType: 'problems', search: 'colour:red' }, range }, /no field colour/],
      [{ query: { queryType: 'problems', search: 'first:soon' }, range }, /age or a date/],
      [{ query: { queryType: 'problems', cursor: 'x' }, range }, /cursor/],
      [{ query: { queryType: 'trace', traceId: 'x' }, range }, /a trace id has 32 hexadecimal digits/],
      [{ query: { queryType: 'orders', limit: 5000 }, range }, /"query\.limit"/],
      [{ query: { queryType: 'orders' } }, /"range"/],
      [{ query: { queryType: 'orders' }, range: { from: 2, to: 1 } }, /ends before it begins/],
    ];
    for (const [body, message] of cases) {
      const response = await post(JSON.stringify(body));
      expect(response.status).toBe(400);
      expect(await error(response)).toEqual({ code: 'invalid', message: expect.stringMatching(message) });
    }
    expect((await post('{')).status).toBe(400);
    expect((await post(JSON.stringify({ filler: 'x'.repeat(1 << 21) }))).status).toBe(400);
    expect((await request('/nowhere')).status).toBe(404);
  });

  it('says that the database is away', async () => {
    await api.store.pool.query('DROP TABLE maho_insights_stores');
    const query = { query: { queryType: 'orders' }, range };
    const response = await post(JSON.stringify(query));
    expect(response.status).toBe(503);
    expect(await error(response)).toEqual({ code: 'unavailable', message: expect.stringContaining('does not answer') });
  });

  it('does not tell what SQL failed', async () => {
    await api.store.pool.query('ALTER TABLE maho_insights_stores DROP COLUMN store_code');
    const response = await request('/stores');
    expect(response.status).toBe(500);
    expect(await error(response)).toEqual({
      code: 'internal',
      message: 'The query failed in the receiver; its log says why.',
    });
  });

  it('answers at most as many points as were asked for', async () => {
    const long = { from: noonMs, to: noonMs + 24 * 60 * minute };
    const frames = await api.client().query({ queryType: 'figure', figure: 'requests', format: 'timeseries' }, long, {
      intervalMs: 1,
      maxDataPoints: 7,
    });
    expect(frames[0].data.values[0].length).toBeLessThanOrEqual(7);
    expect(
      await api
        .client()
        .query({ queryType: 'figure', figure: 'errors', format: 'timeseries' }, long, { maxDataPoints: 1 })
    ).toMatchObject([{ data: { values: [[noonMs], [0]] } }]);
  });

  it('throws errors that scripts can read', async () => {
    await expect(api.client().problem('x')).rejects.toThrow(QueryError);
  });
});
