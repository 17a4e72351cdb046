import type { PageOf, ProblemRow } from '../../../../contract/rows.ts';
import { queryRequest, type QueryOf } from '../../../../contract/queries.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import type { QueryContext } from '../shared/QueryContext.ts';
import { fakeContext, fakeProblems, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { Orders } from './Orders.ts';
import { problems } from './problems.ts';

type ProblemsQuery = QueryOf<'problems'>;

const idOf = (digit: string) => digit.repeat(32);

function queryOf(changes: Partial<ProblemsQuery> = {}): ProblemsQuery {
  const query = { queryType: 'problems', limit: 10, ...changes };
  return queryRequest.parse({ query, range: { from: 0, to: 1 } }).query as ProblemsQuery;
}

function counted(digit: string, occurrences: number, time = noon, changes: Record<string, string> = {}): Counted {
  const of = { service: 'roastery', storeId: '1', status: '500', problemId: idOf(digit), handled: 'false', ...changes };
  return { kind: 'problems', time, dimensions: of, values: { occurrences, failedRequests: occurrences } };
}

const stores = [
  { service: 'roastery', storeId: 1, code: 'english' },
  { service: 'roastery', storeId: 2, code: 'german' },
];

type Some = Parameters<typeof fakeProblems>[0];

function contextOf(counts: Counted[], some: Some, changes: Partial<QueryContext> = {}) {
  const { readRollups, readProblemCounts } = fakeRollups(counts);
  const { pool, asked } = fakePool({ stores: Array(30).fill(stores) });
  const context = fakeContext({ pool, readRollups, readProblemCounts, readProblems: fakeProblems(some), ...changes });
  return { context, asked };
}

type Frame = Awaited<ReturnType<typeof problems>>[number];
const column = (frame: Frame, name: keyof ProblemRow) =>
  frame.data.values[frame.schema.fields.findIndex((field) => field.name === name)];
const idsIn = (frame: Frame) => column(frame, 'id').map((id) => String(id)[0]);
const pageOf = (frame: Frame) => frame.schema.meta?.custom as PageOf;

async function ids(context: QueryContext, changes: Partial<ProblemsQuery> = {}): Promise<string[]> {
  const [frame] = await problems(queryOf(changes), context);
  return idsIn(frame);
}

it('answers a row a problem, and asks for visitors by index', async () => {
  const counts = [
    counted('1', 2),
    counted('1', 1, noon + 3_599_000),
    counted('1', 5, noon, { storeId: '2' }),
    counted('2', 5, noon, { storeId: '2' }),
    {
      kind: 'counters' as const,
      time: noon,
      dimensions: { service: 'roastery', name: 'http.server.request.duration', status: '500' },
      values: { count: 13 },
    },
  ];
  const { context, asked } = contextOf(counts, [{ id: idOf('1') }, { id: idOf('2') }]);
  expect(await problems(queryOf({ store: 'roastery/1' }), context)).toMatchSnapshot('frame');
  const { context: all, asked: askedOfAll } = contextOf(counts, [{ id: idOf('1') }]);
  await problems(queryOf(), all);
  const visitors = [...asked, ...askedOfAll].filter(({ sql }) => /visitor_id/.test(sql)).map(({ sql }) => sql);
  expect(visitors).toMatchSnapshot('sql');
});

it('leaves out what did not occur in the range, and problems of another status', async () => {
  const counts = [counted('1', 1), counted('2', 0), counted('3', 1), counted('4', 1, noon - 1), counted('5', 1)];
  const some: Some = [{ id: idOf('1') }, { id: idOf('2') }, { id: idOf('3'), status: 'resolved' }, { id: idOf('4') }];
  const { context } = contextOf(counts, some);
  expect(await ids(context)).toEqual(['1']);
  expect(await ids(context, { status: 'all' })).toEqual(['1', '3']);
  expect(await ids(context, { search: 'is:resolved' })).toEqual(['3']);
});

it('puts problems in order, of equals the one seen last first', async () => {
  const counts = [
    ...[counted('1', 1), counted('2', 3), counted('3', 3)],
    ...[counted('1', 8, noon + 3_000_000), counted('2', 4, noon + 3_000_000), counted('3', 6)],
  ];
  const some = ['1', '2', '3'].map((digit, at) => ({ id: idOf(digit), lastSeen: noon + [3, 1, 2][at], firstSeen: at }));
  const { context } = contextOf(counts, some);
  expect(await ids(context, { sort: 'occurrences' })).toEqual(['1', '3', '2']);
  expect(await ids(context, { sort: 'lastSeen', limit: 2 })).toEqual(['1', '3']);
  expect(await ids(context, { sort: 'firstSeen' })).toEqual(['3', '2', '1']);
  expect(await ids(context, { sort: 'trend' })).toEqual(['1', '2', '3']);
});

it('narrows occurrences by what roll-ups tell', async () => {
  const counts = [
    counted('1', 2, noon, { route: 'checkout/cart', version: '26.9.0' }),
    counted('1', 5, noon, { route: 'catalog/product', version: '26.8.0', status: '200', handled: 'true' }),
    counted('2', 3, noon, { storeId: '2', route: 'checkout/onepage', status: '' }),
  ];
  const { context } = contextOf(counts, [{ id: idOf('1') }, { id: idOf('2') }]);
  const found = async (search: string, changes: Partial<ProblemsQuery> = {}) => {
    const [frame] = await problems(queryOf({ search, sort: 'occurrences', ...changes }), context);
    return idsIn(frame).map((id, at) => `${id}:${column(frame, 'occurrences')[at]}`);
  };
  expect(await found('')).toEqual(['1:7', '2:3']);
  expect(await found('route:checkout*')).toEqual(['2:3', '1:2']);
  expect(await found('route:checkout/cart route:catalog*')).toEqual(['1:7']);
  expect(await found('!route:checkout*')).toEqual(['1:5']);
  expect(await found('version:26.9.0')).toEqual(['1:2']);
  expect(await found('store:2')).toEqual(['2:3']);
  expect(await found('store:ENGLISH')).toEqual(['1:7']);
  expect(await found('store:roastery/2')).toEqual(['2:3']);
  expect(await found('store:nowhere')).toEqual([]);
  expect(await found('status:>=500')).toEqual(['1:2']);
  expect(await found('status:>100 status:<300')).toEqual(['1:5']);
  expect(await found('handled:yes')).toEqual(['1:5']);
  expect(await found('', { handled: 'unhandled' })).toEqual(['2:3', '1:2']);
  expect(await found('handled:yes', { handled: 'unhandled' })).toEqual(['1:5']);
  expect(await found('occurrences:>=4')).toEqual(['1:7']);
});

it('chooses problems by what they are', async () => {
  const some: Some = [
    { id: idOf('1'), assignee: 'ada', regressedAt: noon, file: '/srv/shop/app/Tax.php', text: 'deadlock found' },
    {
      id: idOf('2'),
      type: 'PDOException',
      file: 'Db.php',
      title: 'Lock wait timeout',
      firstSeen: noon + 5,
      text: 'lock wait',
    },
    { id: idOf('3'), status: 'ignored', assignee: 'bob', file: 'Rate.php' },
  ];
  const counts = ['1', '2', '3'].map((digit) => counted(digit, 1));
  const { context } = contextOf(counts, some);
  const found = (search: string) => ids(context, { search, sort: 'occurrences', status: 'all' });
  expect(await found('is:mine')).toEqual(['1']);
  expect(await found('is:unassigned')).toEqual(['2']);
  expect(await found('is:assigned')).toEqual(['1', '3']);
  expect(await found('is:regressed')).toEqual(['1']);
  expect(await found('is:new')).toEqual(['2']);
  expect(await found('is:open !is:regressed')).toEqual(['2']);
  expect(await found('is:open is:ignored')).toEqual(['1', '2', '3']);
  expect(await found('assignee:B*')).toEqual(['3']);
  expect(await found('type:PDO*')).toEqual(['2']);
  expect(await found('title:"wait time"')).toEqual(['2']);
  expect(await found('file:tax.php')).toEqual(['1']);
  expect(await found('!file:tax.php')).toEqual(['2', '3']);
  expect(await found('LOCK')).toEqual(['1', '2']);
  expect(await found('lock !found')).toEqual(['2']);
  expect(await found('first:>=2026-11-24')).toEqual([]);
  expect(await found('first:<2026-11-24')).toEqual(['1', '2', '3']);
});

it('looks into rows for what they alone tell, and says where that is bounded', async () => {
  const row = (digit: string, time: number) => ({
    id: Buffer.from(idOf(digit), 'hex'),
    time: new Date(time),
    handled: 0,
  });
  const { readProblemCounts } = fakeRollups([counted('1', 100)]);
  const { pool, asked } = fakePool({
    error_occurrences: [[row('1', noon), row('1', noon + 1), row('2', noon)], [{ count: 10_001 }]],
  });
  const some = [{ id: idOf('1') }, { id: idOf('2') }];
  const context = fakeContext({ pool, readProblemCounts, readProblems: fakeProblems(some) });
  const [frame] = await problems(queryOf({ search: 'customer:42 path:/cart*', sort: 'occurrences' }), context);
  expect(column(frame, 'occurrences')).toEqual([2, 1]);
  expect(frame.schema.meta?.notices?.[0].text).toContain('the latest 10000 occurrences were looked at');
  const rows = asked.filter(({ sql }) => /LIMIT 1000[01]/.test(sql));
  expect(rows).toMatchSnapshot();
});

it('tells merged problems as one', async () => {
  const counts = [counted('1', 2), counted('2', 3, noon + 3_000_000), counted('3', 4), counted('4', 1)];
  const { context, asked } = contextOf(counts, [
    { id: idOf('1'), title: 'whole', firstSeen: noon - 500, lastSeen: noon },
    { id: idOf('2'), mergedInto: idOf('1'), firstSeen: noon - 9_000, lastSeen: noon + 3_000_000, text: 'other words' },
    { id: idOf('3'), mergedInto: idOf('2'), status: 'resolved' },
    { id: idOf('4'), mergedInto: idOf('9') },
  ]);
  const [frame] = await problems(queryOf({ sort: 'occurrences' }), context);
  expect(idsIn(frame)).toEqual(['1', '4']);
  expect(column(frame, 'occurrences')).toEqual([9, 1]);
  expect(column(frame, 'merged')).toEqual([2, 0]);
  expect(column(frame, 'firstSeen')[0]).toBe(noon - 9_000);
  expect(column(frame, 'lastSeen')[0]).toBe(noon + 3_000_000);
  expect((column(frame, 'trend')[0] as number[]).reduce((a, b) => a + b)).toBe(9);
  expect(
    asked.filter(({ sql }) => /AS place/.test(sql)).flatMap(({ values }) => values.filter(Buffer.isBuffer))
  ).toHaveLength(3);
  expect(await ids(context, { search: '"other words"' })).toEqual(['1']);
});

describe('pages', () => {
  const digits = ['1', '2', '3', '4', '5'];
  const counts = digits.map((digit, at) => counted(digit, 10 - at));
  const some = (seen: Record<string, number> = {}): Some =>
    digits.map((digit, at) => ({ id: idOf(digit), lastSeen: seen[digit] ?? noon - at }));

  async function pages(orders: Orders, later: Some, ordersOfLater = orders) {
    const { context } = contextOf(counts, some(), { orders });
    const [first] = await problems(queryOf({ limit: 2 }), context);
    const cursor = pageOf(first).nextCursor as string;
    const { context: after } = contextOf(counts, later, { orders: ordersOfLater });
    const [second] = await problems(queryOf({ limit: 2, cursor }), after);
    return [first, second];
  }

  it('follow one another, and end', async () => {
    const { context } = contextOf(counts, some());
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const [frame]: Frame[] = await problems(queryOf({ limit: 2, cursor }), context);
      expect(pageOf(frame).matching).toBe(5);
      seen.push(...idsIn(frame));
      cursor = pageOf(frame).nextCursor;
    }
    expect(seen).toEqual(digits);
  });

  it('neither repeat nor lose what moved meanwhile', async () => {
    const [first, second] = await pages(new Orders(), some({ '2': noon + 9, '4': noon + 8, '5': noon + 7 }));
    expect(idsIn(first)).toEqual(['1', '2']);
    expect(idsIn(second)).toEqual(['3', '4']);
  });

  it('leave out what no longer matches', async () => {
    const later = some().map((problem) =>
      problem.id === idOf('3') ? { ...problem, status: 'resolved' as const } : problem
    );
    const [, second] = await pages(new Orders(), later);
    expect(idsIn(second)).toEqual(['4', '5']);
  });

  it('repeat nothing where the order is not known any more', async () => {
    const [, second] = await pages(new Orders(), some({ '2': noon + 9, '4': noon + 8 }), new Orders());
    expect(idsIn(second)).toEqual(['3', '5']);
  });

  it.each(['x', 'W10', Buffer.from('["a","b",1,2,"c"]').toString('base64url')])(
    'refuse the cursor %s',
    async (cursor) => {
      const { context } = contextOf(counts, some());
      await expect(problems(queryOf({ cursor }), context)).rejects.toMatchObject({ code: 'invalid' });
    }
  );

  it('refuse the cursor of another search', async () => {
    const { context } = contextOf(counts, some());
    const [first] = await problems(queryOf({ limit: 2 }), context);
    const cursor = pageOf(first).nextCursor as string;
    expect(cursor.length).toBeLessThanOrEqual(200);
    await expect(problems(queryOf({ cursor, sort: 'occurrences' }), context)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

it('bounds what is read of very many occurrences, and says so', async () => {
  const folded = { ...counted('2', 5), dimensions: { service: 'roastery', problemId: otherSeries } };
  const { readRollups, readProblemCounts } = fakeRollups([counted('1', 30_000), counted('2', 10), folded]);
  const { pool } = fakePool({
    error_occurrences: [[{ id: Buffer.from(idOf('1'), 'hex'), searched: '2000', text0: 1 }]],
  });
  const some = [{ id: idOf('1') }, { id: idOf('2'), text: 'x' }];
  const context = fakeContext({ pool, readRollups, readProblemCounts, readProblems: fakeProblems(some) });
  const [frame] = await problems(queryOf({ search: 'x' }), context);
  expect(column(frame, 'occurrences').toSorted()).toEqual([10, 30_000]);
  expect(frame.schema.meta?.notices?.map(({ text }) => text)).toEqual([
    expect.stringContaining('5 occurrences are of more problems than are counted apart'),
    expect.stringContaining('in the latest 1000'),
    expect.stringContaining('the latest 2000 occurrences'),
  ]);
});

it('says what it cannot understand', async () => {
  const { context } = contextOf([], []);
  await expect(problems(queryOf({ search: 'colour:red' }), context)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('There is no field colour'),
  });
  await expect(problems(queryOf({ search: 'x '.repeat(21) }), context)).rejects.toMatchObject({ code: 'invalid' });
  const nobody = { ...context, caller: { login: '', role: 'None' as const } };
  await expect(problems(queryOf({ search: 'is:mine' }), nobody)).rejects.toMatchObject({ code: 'invalid' });
});
