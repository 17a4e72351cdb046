import type { DistributionRow } from '../../../../contract/rows.ts';
import { fakeContext, fakeProblems, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { distributions } from './distributions.ts';

const problemId = 'a'.repeat(32);
const part = 'b'.repeat(32);
const query = { queryType: 'distributions' as const, problemId, search: '', store: '' };
const stores = [[{ service: 'shop', storeId: 1, code: 'english' }]];

function requests(count: number, changes: Record<string, string> = {}): Counted {
  const dimensions = { service: 'shop', storeId: '1', rootKind: 'server', route: 'home', version: '1', ...changes };
  return { kind: 'requests', time: noon, dimensions, values: { traces: count } };
}

const occurrence = { count: '8', service: 'shop', storeId: 1, area: null, host: 'web2', phpVersion: '8.4' };
const told = { ...occurrence, version: '2', route: 'cart', method: 'GET', status: 500, customer: 'guest' };

async function ask(rows: object[], search = '') {
  const { pool, asked } = fakePool({
    stores,
    error_occurrences: [rows],
    traces: [
      [
        { count: 90, host: 'web1', phpVersion: '8.4', customer: 'guest' },
        { count: 10, host: 'web2', phpVersion: '8.4' },
      ],
    ],
  });
  const { readRollups } = fakeRollups([
    requests(900),
    requests(100, { route: 'cart', version: '2' }),
    requests(5_000, { rootKind: 'internal' }),
    {
      kind: 'events',
      time: noon,
      dimensions: { service: 'shop', storeId: '1', event: 'order_placed', paymentMethod: 'checkmo' },
      values: { events: 4 },
    },
  ]);
  const readProblems = fakeProblems([{ id: problemId }, { id: part, mergedInto: problemId }]);
  const [frame] = await distributions({ ...query, search }, fakeContext({ pool, readRollups, readProblems }));
  const names = frame.schema.fields.map(({ name }) => name);
  const answered = frame.data.values[0].map((_, row) =>
    Object.fromEntries(names.map((name, at) => [name, frame.data.values[at][row]]))
  ) as unknown as DistributionRow[];
  return { rows: answered, asked, frame };
}

it('tells how often each value is, of the occurrences and of all, the most telling dimension first', async () => {
  const { rows, asked } = await ask([
    { ...told, paymentMethod: 'stripe' },
    { ...told, count: '2', route: 'home', paymentMethod: null, customer: null },
  ]);
  const of = (dimension: string) => rows.filter((row) => row.dimension === dimension);
  expect(of('route')).toMatchObject([
    { value: 'cart', occurrences: 8, share: 0.8, shareOfAll: 0.1 },
    { value: 'home', occurrences: 2, share: 0.2, shareOfAll: 0.9 },
  ]);
  expect(of('host')).toMatchObject([{ value: 'web2', share: 1, shareOfAll: 0.1 }]);
  expect(of('store')).toMatchObject([{ value: 'shop/1', share: 1, shareOfAll: 1, weight: 0 }]);
  expect(of('customer')).toMatchObject([{ value: 'guest', occurrences: 8, share: 0.8, shareOfAll: 1 }]);
  expect(of('paymentMethod')).toMatchObject([{ value: 'stripe', shareOfAll: 0 }]);
  expect(of('status')).toMatchObject([{ value: '500', shareOfAll: null, weight: 0 }]);
  expect(of('area')).toEqual([]);
  const weights = rows.map(({ weight }) => weight);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(rows[0].weight).toBeGreaterThan(0.2);
  const read = asked.find(({ sql }) => /error_occurrences/.test(sql));
  expect(read).toMatchSnapshot();
});

it('narrows the occurrences as a search does, and says where it looked at some alone', async () => {
  const { asked, frame } = await ask([{ ...told, count: '1000' }], 'host:web2 "in a message"');
  const read = asked.find(({ sql }) => /error_occurrences/.test(sql));
  expect(read?.sql).toContain('o.payment_method, o.message FROM');
  expect(read?.values.slice(-2)).toEqual(['web2', '%in a message%']);
  expect(frame.schema.meta?.notices?.[0].text).toContain('the latest 1000');
});

it('has no rows for a problem that did not occur', async () => {
  expect((await ask([])).rows).toEqual([]);
});
