import { queryRequest, type QueryOf } from '../../../../contract/queries.ts';
import { fakeContext, fakeProblems, fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { problemEvents } from './problemEvents.ts';

type EventsQuery = QueryOf<'problemEvents'>;

const idOf = (digit: string) => digit.repeat(32);
const minute = 60_000;
const stores = ['1', '2'].map((id) => ({ service: 'shop', storeId: Number(id), code: id }));

function counted(digit: string, storeId: string): Counted {
  const dimensions = { service: 'shop', storeId, problemId: idOf(digit), handled: 'false' };
  return { kind: 'problems', time: noon, dimensions, values: { occurrences: 1 } };
}

async function ask(changes: Partial<EventsQuery> = {}) {
  const query = queryRequest.parse({ query: { queryType: 'problemEvents', ...changes }, range: { from: 0, to: 1 } });
  const regressed = { id: Buffer.from(idOf('3'), 'hex'), at: new Date(noon + 50 * minute) };
  const { pool, asked } = fakePool({
    stores: [stores],
    activity: [[regressed, { ...regressed, id: Buffer.alloc(16) }]],
  });
  const { readProblemCounts } = fakeRollups([counted('1', '1'), counted('1', '2'), counted('3', '2')]);
  const readProblems = fakeProblems([
    { id: idOf('1'), firstSeen: noon + 20 * minute },
    { id: idOf('2'), firstSeen: noon - minute },
    { id: idOf('3'), firstSeen: noon - minute },
    // Of what was seen long ago, this one is only a part.
    { id: idOf('4'), firstSeen: noon + minute, mergedInto: idOf('2') },
    { id: idOf('5'), firstSeen: noon + 2 * minute },
    { id: idOf('6'), firstSeen: noon - minute, mergedInto: idOf('5') },
  ]);
  const context = fakeContext({ pool, readProblemCounts, readProblems });
  return { frames: await problemEvents(query.query as EventsQuery, context), asked };
}

const rows = ([frame]: Awaited<ReturnType<typeof ask>>['frames']) =>
  frame.data.values[0].map((_, row) => frame.data.values.map((column) => column[row]));

it('lists them, newest first', async () => {
  const { frames, asked } = await ask();
  expect(rows(frames).map(([time, event, id]) => [((time as number) - noon) / minute, event, String(id)[0]])).toEqual([
    [50, 'regression', '3'],
    [20, 'new', '1'],
  ]);
  expect(frames).toMatchSnapshot('frame');
  expect(asked.find(({ sql }) => /activity/.test(sql))).toMatchSnapshot('sql');
  expect(rows((await ask({ event: 'new' })).frames)).toHaveLength(1);
  expect(rows((await ask({ limit: 1 })).frames)).toHaveLength(1);
});

it('counts them for alerts, with 0 where there are none', async () => {
  expect(rows((await ask({ format: 'total' })).frames)).toEqual([
    ['new', 1],
    ['regression', 1],
  ]);
  expect(rows((await ask({ format: 'total', event: 'regression', store: 'shop/1' })).frames)).toEqual([
    ['regression', 0],
  ]);
});

it('counts what happens in several stores in each of them', async () => {
  expect(rows((await ask({ format: 'total', by: 'store' })).frames)).toEqual([
    ['new', 'shop/1', 1],
    ['new', 'shop/2', 1],
    ['regression', 'shop/1', 0],
    ['regression', 'shop/2', 1],
  ]);
  expect(rows((await ask({ store: 'shop/1' })).frames)).toHaveLength(1);
});

it('counts them over time', async () => {
  const { frames } = await ask({ format: 'timeseries' });
  expect(frames.map((frame) => [frame.schema.fields[1].labels, frame.data.values[1]])).toEqual([
    [{ event: 'new' }, [0, 1, 0, 0]],
    [{ event: 'regression' }, [0, 0, 0, 1]],
  ]);
  expect(frames[0].schema.meta).toMatchObject({ type: 'timeseries-multi' });
});
