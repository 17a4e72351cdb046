import type { ProblemRow } from '../../../../contract/rows.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import { fakeContext, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { problems } from './problems.ts';
import { escapeLike } from './Words.ts';

const query: QueryOf<'problems'> = {
  queryType: 'problems',
  status: 'open',
  search: '',
  sort: 'lastSeen',
  store: '',
  limit: 10,
};
const idOf = (digit: string) => digit.repeat(32);
const bufferOf = (digit: string) => Buffer.from(idOf(digit), 'hex');

function counted(digit: string, occurrences: number, time = noon, storeId = '1'): Counted {
  const dimensions = { service: 'roastery', storeId, status: '500', problemId: idOf(digit), handled: 'false' };
  return { kind: 'problems', time, dimensions, values: { occurrences, failedRequests: occurrences } };
}

const detail = (digit: string, lastSeen = noon) => ({
  id: bufferOf(digit),
  title: 'Unsupported operand types',
  type: 'TypeError',
  file: '/srv/shop/Tax.php',
  line: 12,
  route: null,
  status: 'open',
  handled: 0,
  firstSeen: new Date(noon - 1_000),
  lastSeen: new Date(lastSeen),
});
const stores = [
  [
    { service: 'roastery', storeId: 1, code: 'a' },
    { service: 'roastery', storeId: 2, code: 'b' },
  ],
];

const column = (frame: Awaited<ReturnType<typeof problems>>[number], name: keyof ProblemRow) =>
  frame.data.values[frame.schema.fields.findIndex((field) => field.name === name)];

it('answers a row a problem', async () => {
  const { readRollups } = fakeRollups([
    counted('1', 2),
    counted('1', 1, noon + 3_599_000),
    counted('1', 5, noon, '2'),
    counted('2', 5, noon, '2'),
    {
      kind: 'counters',
      time: noon,
      dimensions: { service: 'roastery', name: 'http.server.request.duration', status: '500' },
      values: { count: 13 },
    },
  ]);
  const found = { ...detail('1'), word0: 1, word1: 0 };
  const { pool, asked } = fakePool({
    stores,
    sources: [[{ id: 7 }, { id: 8 }]],
    errors: [[found, { ...detail('2'), word0: 1, word1: 1 }], [detail('1')]],
    error_occurrences: [[{ id: bufferOf('1'), word0: 0, word1: 1 }], [{ id: bufferOf('1'), visitors: '2' }]],
  });
  const searched = { ...query, search: 'type error', sort: 'visitors' as const, store: 'roastery/1' };
  expect(await problems(searched, fakeContext({ pool, readRollups }))).toMatchSnapshot('frame');
  expect(asked.map(({ sql }) => sql).filter((sql) => /error_hash/.test(sql))).toMatchSnapshot('sql');
});

it('leaves out what did not occur in the range, and what lacks a word', async () => {
  const { readRollups } = fakeRollups([counted('1', 1), counted('2', 0), counted('3', 1), counted('4', 1, noon - 1)]);
  const { pool } = fakePool({
    errors: [['1', '2', '3', '4'].map((digit) => ({ ...detail(digit), word0: digit === '3' ? 0 : 1 })), [detail('1')]],
  });
  const [frame] = await problems({ ...query, search: 'word' }, fakeContext({ pool, readRollups }));
  expect(column(frame, 'id')).toEqual([idOf('1')]);
});

it('puts problems in order, of equals the one seen last first', async () => {
  const { readRollups } = fakeRollups([counted('1', 1), counted('2', 3), counted('3', 3)]);
  const all = [detail('1', noon + 3), detail('2', noon + 1), detail('3', noon + 2)];
  const idsBy = async (sort: (typeof query)['sort'], limit = 10) => {
    const { pool } = fakePool({ errors: [all, all], error_occurrences: [[{ id: bufferOf('1'), visitors: 2 }]] });
    const [frame] = await problems({ ...query, sort, limit }, fakeContext({ pool, readRollups }));
    return column(frame, 'id').map((id) => String(id)[0]);
  };
  expect(await idsBy('occurrences')).toEqual(['3', '2', '1']);
  expect(await idsBy('lastSeen', 2)).toEqual(['1', '3']);
  expect(await idsBy('visitors')).toEqual(['1', '3', '2']);
});

it('bounds what is read of very many occurrences, and says so', async () => {
  const { readRollups } = fakeRollups([
    counted('1', 30_000),
    counted('2', 10),
    { ...counted('2', 5), dimensions: { service: 'roastery', problemId: otherSeries } },
  ]);
  const { pool, asked } = fakePool({
    errors: [[detail('1'), detail('2')].map((row) => ({ ...row, word0: 1 })), [detail('1'), detail('2')]],
    error_occurrences: [[], [{ id: bufferOf('2'), visitors: 3 }], [{ id: bufferOf('1'), visitors: 400 }]],
  });
  const [frame] = await problems({ ...query, search: 'x' }, fakeContext({ pool, readRollups }));
  expect(column(frame, 'occurrences').toSorted()).toEqual([10, 30_000]);
  expect(frame.schema.meta?.notices?.map(({ text }) => text)).toEqual([
    expect.stringContaining('5 occurrences are of more problems than are counted apart'),
    expect.stringContaining('in the latest 1000'),
    expect.stringContaining('the latest 10000 were searched'),
  ]);
  expect(asked.filter(({ sql }) => /visitor_id/.test(sql)).map(({ sql }) => sql)).toMatchSnapshot();
});

it('takes wildcards in a search for themselves', () => {
  expect(escapeLike('100%_sure!')).toBe('100!%!_sure!!');
});
