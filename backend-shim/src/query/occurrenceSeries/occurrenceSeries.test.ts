import { queryRequest, type QueryOf } from '../../../../contract/queries.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import { fakeContext, fakeProblems, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { occurrenceSeries } from './occurrenceSeries.ts';

type SeriesQuery = QueryOf<'occurrenceSeries'>;

const idOf = (digit: string) => digit.repeat(32);
const minute = 60_000;

function counted(digit: string, occurrences: number, changes: Record<string, string> = {}, time = noon): Counted {
  const of = { service: 'shop', storeId: '1', status: '500', problemId: idOf(digit), handled: 'false', version: '1' };
  return { kind: 'problems', time, dimensions: { ...of, ...changes }, values: { occurrences } };
}

const stores = [
  { service: 'shop', storeId: 1, code: 'english' },
  { service: 'shop', storeId: 2, code: 'german' },
];

async function ask(counts: Counted[], changes: Partial<SeriesQuery> = {}) {
  const query = queryRequest.parse({ query: { queryType: 'occurrenceSeries', ...changes }, range: { from: 0, to: 1 } });
  const { readProblemCounts } = fakeRollups(counts);
  const { pool } = fakePool({ stores: [stores] });
  const readProblems = fakeProblems([
    { id: idOf('1'), title: 'first' },
    { id: idOf('2'), title: 'second', status: 'resolved' },
    { id: idOf('3'), mergedInto: idOf('1') },
    ...[...'456789abcdef0'].map((digit) => ({ id: idOf(digit) })),
  ]);
  return occurrenceSeries(query.query as SeriesQuery, fakeContext({ pool, readProblemCounts, readProblems }));
}

/** Of frames of `timeseries` each one's labels and counts; of `total` each row. */
async function told(counts: Counted[], changes: Partial<SeriesQuery> = {}) {
  const frames = await ask(counts, changes);
  return changes.format === 'total'
    ? frames[0].data.values[0].map((_, row) => frames[0].data.values.map((column) => column[row]).join(' '))
    : frames.map((frame) => [...Object.values(frame.schema.fields[1].labels ?? {}), ...frame.data.values[1]].join(' '));
}

const some = [
  counted('1', 2),
  counted('1', 1, { version: '2', route: 'cart' }, noon + 20 * minute),
  counted('2', 4, { storeId: '2', handled: 'true' }, noon + 59 * minute),
  counted('3', 8, { status: '' }, noon + 45 * minute),
];

it('counts over time, in whole buckets, with nothing as 0', async () => {
  expect(await told(some)).toEqual(['2 1 0 12']);
  expect(await told([])).toEqual(['0 0 0 0']);
  expect(await told([], { format: 'total' })).toEqual(['0']);
  const [frame] = await ask(some);
  expect(frame).toMatchSnapshot();
});

it.each<[SeriesQuery['by'], string[]]>([
  ['store', ['shop/1 11', 'shop/2 4']],
  ['version', ['1 14', '2 1']],
  ['handled', ['no 11', 'yes 4']],
  ['status', [' 8', '500 7']],
  ['route', [' 14', 'cart 1']],
  ['problem', [`${idOf('1')} TypeError: first 11`, `${idOf('2')} TypeError: second 4`]],
])('tells them apart by %s', async (by, expected) => {
  expect(await told(some, { by, format: 'total' })).toEqual(expected);
});

it('calls series of problems by their titles', async () => {
  const frames = await ask(some, { by: 'problem' });
  expect(frames.map((frame) => frame.schema.fields[1].config?.displayNameFromDS)).toEqual([
    'TypeError: first',
    'TypeError: second',
  ]);
});

it('knows stores and both ways to fail without occurrences, for alerts', async () => {
  expect(await told([], { by: 'store', format: 'total' })).toEqual(['shop/1 0', 'shop/2 0']);
  expect(await told([], { by: 'handled', format: 'total' })).toEqual(['no 0', 'yes 0']);
  expect(await told(some, { by: 'store', store: 'shop/2', format: 'total' })).toEqual(['shop/2 4']);
});

it('is of one problem with those merged into it, however it is asked for', async () => {
  expect(await told(some, { problemId: idOf('1'), format: 'total' })).toEqual(['11']);
  expect(await told(some, { problemId: idOf('3'), format: 'total' })).toEqual(['11']);
  expect(await told(some, { problemId: idOf('9'), format: 'total' })).toEqual(['0']);
});

it('is narrowed by what is searched for', async () => {
  expect(await told(some, { search: 'is:resolved', format: 'total' })).toEqual(['4']);
  expect(await told(some, { search: 'version:2', format: 'total' })).toEqual(['1']);
  expect(await told(some, { search: 'handled:yes', by: 'store', format: 'total' })).toEqual(['shop/1 0', 'shop/2 4']);
  expect(await told(some, { handled: 'unhandled', format: 'total' })).toEqual(['11']);
});

it('tells ten problems apart, the rest together, and says that some are not told apart', async () => {
  const many = Array.from({ length: 14 }, (_, at) => counted('456789abcdef01'[at], 10 + at));
  const frames = await ask([...many, counted('x', 5, { problemId: otherSeries })], { by: 'problem', format: 'total' });
  expect(frames[0].data.values[0]).toHaveLength(11);
  expect(frames[0].schema.meta?.notices?.[0].text).toContain('(other)');
});
