import type { OccurrenceDocument } from '../contract/problems.ts';
import type { Export } from '../backend-shim/src/pipeline/records.ts';
import { QueryError, type QueryClient } from '../scripts/lib/QueryClient.ts';
import { Api } from './support/Api.ts';
import { Schemas } from './support/Schemas.ts';
import { hexId, makeLog, makeSpan, noon } from './support/shopRecords.ts';

jest.setTimeout(120_000);

const second = 1_000_000;

let schemas: Schemas;
let api: Api;
let client: QueryClient;

beforeAll(async () => {
  schemas = await Schemas.open();
});

beforeEach(async () => {
  api = await Api.open(await schemas.create());
  client = api.client();
});

afterEach(async () => {
  await api.close();
});

afterAll(async () => {
  await schemas.close();
});

/** A request that fails with a message, so many seconds after noon. */
function failing(trace: string, message: string, at: number): Partial<Export> {
  const start = noon + at * second;
  return {
    spans: [
      makeSpan(trace, 'root', { start, status: 'error', statusMessage: message }),
      makeSpan(trace, 'sql', { parent: 'root', start, attributes: { 'db.query.text': `SELECT * FROM ${trace}` } }),
    ],
  };
}

const problem = (type: string) => hexId(`problem ${type}`);
const refusal = (asked: Promise<unknown>) => asked.catch((error: QueryError) => error);

async function merge(from: string, into: string): Promise<void> {
  await api.store.pool.query('UPDATE maho_insights_errors SET merged_into = ? WHERE error_hash = ?', [
    Buffer.from(problem(into), 'hex'),
    Buffer.from(problem(from), 'hex'),
  ]);
}

/** From an end to the other by the neighbours that each occurrence names. */
async function walk(id: string, from: 'first' | 'last', step: 'next' | 'previous'): Promise<OccurrenceDocument[]> {
  const seen: OccurrenceDocument[] = [];
  for (let which: string | null = from; which !== null; which = seen.at(-1)![step]) {
    seen.push(await client.occurrence(id, which));
  }
  return seen;
}

it('is walked through from one end to the other', async () => {
  await api.write(...[0, 1, 2].map((at) => failing(`t${at}`, `TypeError number ${at}`, at * 60)));
  const forth = await walk(problem('TypeError'), 'first', 'next');
  expect(forth.map(({ context, position }) => [context.message, position])).toEqual([
    ['TypeError number 0', 1],
    ['TypeError number 1', 2],
    ['TypeError number 2', 3],
  ]);
  const back = await walk(problem('TypeError'), 'last', 'previous');
  expect(back.toReversed()).toEqual(forth);
  for (const { first, last, kept, positionBounded } of forth) {
    expect({ first, last, kept, positionBounded }).toEqual({
      first: forth[0].id,
      last: forth[2].id,
      kept: 3,
      positionBounded: false,
    });
  }
});

it('tells those of one millisecond apart', async () => {
  await api.write(...Array.from({ length: 9 }, (_, at) => failing(`t${at}`, `TypeError number ${at}`, 0)));
  const forth = await walk(problem('TypeError'), 'first', 'next');
  expect(new Set(forth.map(({ context }) => context.message)).size).toBe(9);
  expect(forth.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect((await walk(problem('TypeError'), 'last', 'previous')).toReversed()).toEqual(forth);
});

it('walks through what was merged as through one problem, by the name of any part', async () => {
  await api.write(
    failing('t0', 'TypeError 0', 0),
    failing('t1', 'ValueError 1', 60),
    failing('t2', 'TypeError 2', 120),
    failing('t3', 'Other 3', 90)
  );
  await merge('ValueError', 'TypeError');
  for (const asked of ['TypeError', 'ValueError']) {
    const forth = await walk(problem(asked), 'first', 'next');
    expect(forth.map(({ context }) => context.message)).toEqual(['TypeError 0', 'ValueError 1', 'TypeError 2']);
    expect(forth.map(({ problemId, kept }) => [problemId, kept])).toEqual(forth.map(() => [problem('TypeError'), 3]));
  }
  const part = await client.occurrence(problem('ValueError'), 'first');
  expect(part.stack).toMatchObject([{ type: 'TypeError' }]);
});

it('has its own stack, context and trail, and the log records of its request', async () => {
  await api.write(failing('t0', 'TypeError 0', 0), failing('t1', 'TypeError 1', 60), {
    logs: [makeLog('t1', 'It was cold', { time: noon + 60 * second, severity: 13 })],
  });
  const [first, last] = await Promise.all(
    ['first', 'last'].map((which) => client.occurrence(problem('TypeError'), which))
  );
  expect(first.stack).toMatchObject([{ type: 'TypeError', message: 'TypeError 0' }]);
  expect(last.stack).toMatchObject([{ type: 'TypeError', message: 'TypeError 1' }]);
  expect(last.context).toMatchObject({
    traceId: hexId('t1'),
    method: 'GET',
    route: 'module/root',
    httpStatus: 500,
    durationMs: 250,
    storeId: 1,
    storeCode: 'store1',
    host: 'web-1',
    mahoVersion: '26.9.0',
    customerEmail: null,
    note: '',
  });
  expect(last.trail.map(({ kind, text }) => [kind, text])).toEqual([
    ['request', 'root'],
    ['query', 'SELECT * FROM t1'],
  ]);
  expect(last.logs).toEqual([{ time: noon / 1000 + 60_000, severity: 'WARN', text: 'It was cold' }]);
  expect(first.logs).toEqual([]);
});

it('tells of a request without a trace what its log record tells, and why there is no more', async () => {
  await api.write({ logs: [makeLog('t0', 'TypeError in the log')] });
  const occurrence = await client.occurrence(problem('TypeError'), 'last');
  expect(occurrence).toMatchObject({
    previous: null,
    next: null,
    trail: [],
    trailOmitted: 0,
    context: { traceId: null, note: expect.stringMatching(/did not sample/) },
    logs: [{ severity: 'ERROR', text: 'TypeError in the log' }],
  });
});

it("falls back to the problem's stack, and to no trail, where theirs is damaged", async () => {
  await api.write(failing('t0', 'TypeError 0', 0));
  await api.store.pool.query("UPDATE maho_insights_dictionary SET body = 'x'");
  const occurrence = await client.occurrence(problem('TypeError'), 'last');
  expect(occurrence.stack).toMatchObject([{ type: 'TypeError', message: 'TypeError 0' }]);
  expect(occurrence.trail).toEqual([]);
  expect(occurrence.context.note).toMatch(/damaged in the database/);
});

it('says what is wrong with what was asked', async () => {
  await api.write(failing('t0', 'TypeError 0', 0), failing('t1', 'ValueError 1', 0));
  const [type, value] = [problem('TypeError'), problem('ValueError')];
  const other = (await client.occurrence(value, 'last')).id;
  expect(await refusal(client.occurrence('x', 'last'))).toMatchObject({ status: 400 });
  expect(await refusal(client.occurrence(type, 'newest'))).toMatchObject({ status: 400 });
  expect(await refusal(client.occurrence(hexId('nothing'), 'last'))).toMatchObject({ status: 404 });
  expect(await refusal(client.occurrence(type, other))).toMatchObject({ status: 404, code: 'not_found' });
  await api.store.pool.query('DELETE FROM maho_insights_error_occurrences');
  expect(await refusal(client.occurrence(type, 'last'))).toMatchObject({
    status: 404,
    message: expect.stringMatching(/INSIGHTS_RETENTION_OCCURRENCES/),
  });
});
