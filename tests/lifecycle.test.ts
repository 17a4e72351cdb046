import type { RowDataPacket } from 'mysql2/promise';
import type { ChangesDocument, ProblemChange, UndoRequest } from '../contract/problems.ts';
import type { LogRecord } from '../backend-shim/src/pipeline/records.ts';
import { rollupKinds } from '../backend-shim/src/pipeline/rollups.ts';
import { changeProblems } from '../backend-shim/src/query/changes/changeProblems.ts';
import { undoChanges } from '../backend-shim/src/query/changes/undoChanges.ts';
import type { Caller } from '../backend-shim/src/query/shared/readCaller.ts';
import { readRollups } from '../backend-shim/src/store/metrics/readRollups.ts';
import { readActivity } from '../backend-shim/src/store/tables/activity.ts';
import { analyseSimply, hexId, makeLog, makeSpan, resourceOf } from './support/shopRecords.ts';
import type { TestStore } from './support/testStore.ts';
import { useTestStores } from './support/useTestStores.ts';

const minute = 60_000;
const hour = 60 * minute;
const most = 10;
const ada: Caller = { login: 'ada', role: 'Editor' };
const bob: Caller = { login: 'bob', role: 'Admin' };
jest.setTimeout(300_000);
const stores = useTestStores();

function openStore(url: string): TestStore {
  return stores.open(url, analyseSimply, Date.now(), most);
}

async function emptyStore(): Promise<TestStore> {
  const store = openStore(await stores.createSchema());
  await store.store.migrate();
  return store;
}

let serial = 0;

/** A failure that only a log record tells, of the problem whose type is its first word; `at` in ms since 1970. */
function failure(type: string, at: number, version: string | null = '26.9.0'): LogRecord {
  return makeLog(null, `${type} failed`, {
    identity: hexId(`failure ${serial++}`),
    time: at * 1000,
    resource: { ...resourceOf(), mahoVersion: version },
  });
}

async function fail(
  store: TestStore,
  type: string,
  at: number,
  { times = 1, version = '26.9.0' as string | null } = {}
) {
  await store.write([{ logs: Array.from({ length: times }, (_, place) => failure(type, at + place, version)) }]);
}

const idOf = (type: string) => hexId(`problem ${type}`);

async function problem(store: TestStore, type: string): Promise<RowDataPacket> {
  const [[row]] = await store.store.pool.query<RowDataPacket[]>(
    'SELECT * FROM maho_insights_errors WHERE error_hash = ?',
    [Buffer.from(idOf(type), 'hex')]
  );
  return row;
}

async function rowsOf(store: TestStore, type: string): Promise<Date[]> {
  const [rows] = await store.store.pool.query<RowDataPacket[]>(
    'SELECT occurred_at AS at FROM maho_insights_error_occurrences WHERE error_hash = ? ORDER BY 1',
    [Buffer.from(idOf(type), 'hex')]
  );
  return rows.map(({ at }) => at);
}

async function counted(store: TestStore, type: string, around: number): Promise<number> {
  const from = Math.floor(around / hour) * hour - 2 * hour;
  const series = await readRollups(store.store.pool, {
    kind: 'problems',
    from,
    to: from + 5 * hour,
    bucketMs: null,
    where: (dimensions) => dimensions[rollupKinds.problems.dimensions.indexOf('problemId')] === idOf(type),
  });
  return series.reduce((sum, { values }) => sum + values[0], 0);
}

/** Of problems as they are. */
async function change(
  store: TestStore,
  types: string[],
  what: ProblemChange,
  caller: Caller = ada
): Promise<ChangesDocument> {
  const problems = await Promise.all(
    types.map(async (type) => ({ id: idOf(type), revision: (await problem(store, type))?.revision }))
  );
  return changeProblems(store.store.pool, { problems, change: what }, caller);
}

const undo = (store: TestStore, request: UndoRequest, caller = ada) => undoChanges(store.store.pool, request, caller);

async function activity(store: TestStore, type: string) {
  const told = await readActivity(store.store.pool, idOf(type));
  return told.map(({ kind, actor, data }) => ({ kind, actor, data }));
}

describe('a resolved problem', () => {
  it('is open again and marked when it is seen after that, and says so', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour);
    const { changed } = await change(store, ['A'], { kind: 'status', status: 'resolved' });
    expect(changed).toEqual([{ id: idOf('A'), revision: 1, status: 'resolved', assignee: null }]);
    await fail(store, 'A', now - minute);
    expect(await problem(store, 'A')).toMatchObject({ status: 'resolved', occurrence_count: 2, regressed_at: null });
    await fail(store, 'A', now + minute, { version: '26.10.0' });
    expect(await problem(store, 'A')).toMatchObject({
      status: 'open',
      status_changed_by: null,
      regressed_at: new Date(now + minute),
      revision: 2,
      first_version: '26.9.0',
      last_version: '26.10.0',
      grouping_version: 1,
    });
    expect(await activity(store, 'A')).toEqual([
      { kind: 'regressed', actor: null, data: { version: '26.10.0' } },
      { kind: 'status', actor: 'ada', data: { status: 'resolved', from: 'open' } },
    ]);
    await change(store, ['A'], { kind: 'status', status: 'resolved' });
    expect(await problem(store, 'A')).toMatchObject({ status: 'resolved', regressed_at: null, revision: 3 });
  });

  it('in the next version is open again when a later version than was seen by then has it', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - 2 * hour, { version: '26.8.0' });
    await fail(store, 'Other', now - hour, { version: '26.9.0' });
    await change(store, ['A'], { kind: 'status', status: 'resolved', inNextVersion: true });
    expect(await problem(store, 'A')).toMatchObject({ status: 'resolved', resolved_after: '26.9.0' });
    for (const version of ['26.8.0', '26.9.0', null]) {
      await fail(store, 'A', now + minute, { version });
      expect(await problem(store, 'A')).toMatchObject({ status: 'resolved' });
    }
    await fail(store, 'A', now + 2 * minute, { version: '26.10.0-rc.1' });
    expect(await problem(store, 'A')).toMatchObject({ status: 'open', resolved_after: null, occurrence_count: 5 });
  });

  it('cannot be so in the next version of none', async () => {
    const store = await emptyStore();
    await fail(store, 'A', Date.now(), { version: null });
    const { changed, refused } = await change(store, ['A'], {
      kind: 'status',
      status: 'resolved',
      inNextVersion: true,
    });
    expect([changed, refused]).toEqual([[], [{ id: idOf('A'), message: expect.stringContaining('No version') }]]);
  });

  it('stays so when what was known is told again, with more', async () => {
    const store = await emptyStore();
    const time = (Date.now() + 2 * minute) * 1000;
    const root = makeSpan('t', 'root', { start: time, status: 'error', statusMessage: 'A failed' });
    await store.write([{ spans: [root] }]);
    await change(store, ['A'], { kind: 'status', status: 'resolved' });
    await store.write([{ spans: [makeSpan('t', 'sql', { parent: 'root', start: time })] }]);
    await store.write([{ spans: [root] }]);
    expect(await problem(store, 'A')).toMatchObject({ status: 'resolved', occurrence_count: 1 });
  });
});

describe('an ignored problem', () => {
  it('is open again with the n-th occurrence from then', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour, { times: 25 });
    await change(store, ['A'], { kind: 'status', status: 'ignored', count: 20 });
    await fail(store, 'A', now, { times: 19 });
    expect(await problem(store, 'A')).toMatchObject({ status: 'ignored', ignored_count: 45 });
    await fail(store, 'A', now);
    expect(await problem(store, 'A')).toMatchObject({ status: 'open', ignored_count: null, revision: 2 });
    expect((await activity(store, 'A'))[0]).toEqual({ kind: 'reopened', actor: null, data: { why: 'count' } });
  });

  it('is open again when it is seen after the time', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour);
    await change(store, ['A'], { kind: 'status', status: 'ignored', until: now + 5 * minute });
    await fail(store, 'A', now + 4 * minute);
    expect(await problem(store, 'A')).toMatchObject({ status: 'ignored' });
    await fail(store, 'A', now + 6 * minute);
    expect(await problem(store, 'A')).toMatchObject({ status: 'open', ignored_until: null });
  });

  it('is open again when there are as many within an hour, more than have rows', async () => {
    const store = await emptyStore();
    const now = Date.now();
    // What was before does not count.
    await fail(store, 'A', now - 20 * minute, { times: 100 });
    await change(store, ['A'], { kind: 'status', status: 'ignored', perHour: 50 });
    await fail(store, 'A', now + 2 * minute, { times: 30 });
    await fail(store, 'Other', now + 2 * minute, { times: 30 });
    expect(await problem(store, 'A')).toMatchObject({ status: 'ignored', ignored_rate: 50 });
    await fail(store, 'A', now + 4 * minute, { times: 20 });
    expect(await problem(store, 'A')).toMatchObject({ status: 'open', ignored_rate: null });
    expect((await activity(store, 'A'))[0].data).toEqual({ why: 'rate' });
  });

  it('stays ignored without conditions, and with a rate that is not reached', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour);
    await fail(store, 'B', now - hour);
    await change(store, ['A'], { kind: 'status', status: 'ignored' });
    await change(store, ['B'], { kind: 'status', status: 'ignored', perHour: 1_000 });
    await fail(store, 'A', now + minute, { times: 50 });
    await fail(store, 'B', now + minute, { times: 50 });
    expect(await problem(store, 'A')).toMatchObject({ status: 'ignored', revision: 1 });
    expect(await problem(store, 'B')).toMatchObject({ status: 'ignored', revision: 1 });
  });
});

describe('merging', () => {
  it('is kept over later occurrences, which are those of the whole', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour, { times: 2 });
    await fail(store, 'B', now - hour, { times: 3 });
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    await change(store, ['A'], { kind: 'status', status: 'resolved' });
    await fail(store, 'B', now + minute, { version: '26.10.0' });
    expect(await problem(store, 'A')).toMatchObject({
      status: 'open',
      occurrence_count: 2,
      regressed_at: expect.any(Date),
    });
    expect(await problem(store, 'B')).toMatchObject({ occurrence_count: 4, status: 'open', revision: 1 });
    expect((await problem(store, 'B')).merged_into).toEqual(Buffer.from(idOf('A'), 'hex'));
    expect(await activity(store, 'A')).toEqual([
      { kind: 'regressed', actor: null, data: { version: '26.10.0' } },
      { kind: 'status', actor: 'ada', data: { status: 'resolved', from: 'open' } },
      { kind: 'merged', actor: 'ada', data: { id: idOf('B'), title: 'B failed', as: 'whole' } },
    ]);
    expect(await activity(store, 'B')).toEqual([
      { kind: 'merged', actor: 'ada', data: { id: idOf('A'), title: 'A failed', as: 'part' } },
    ]);
  });

  it('counts what is ignored until a number by the whole, and not what came by merging', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour, { times: 5 });
    await fail(store, 'B', now - hour, { times: 50 });
    await change(store, ['A'], { kind: 'status', status: 'ignored', count: 10 });
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    await fail(store, 'B', now, { times: 4 });
    await fail(store, 'A', now, { times: 5 });
    expect(await problem(store, 'A')).toMatchObject({ status: 'ignored', ignored_count: 65 });
    await change(store, ['B'], { kind: 'unmerge' });
    expect(await problem(store, 'A')).toMatchObject({ status: 'ignored', ignored_count: 11 });
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    await fail(store, 'B', now);
    expect(await problem(store, 'A')).toMatchObject({ status: 'open' });
  });

  it('is undone by unmerging: every problem has its own counts', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour, { times: 2 });
    await fail(store, 'B', now - hour, { times: 3 });
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    await fail(store, 'B', now - minute);
    await change(store, ['B'], { kind: 'unmerge' }, bob);
    expect(await problem(store, 'A')).toMatchObject({ occurrence_count: 2 });
    expect(await problem(store, 'B')).toMatchObject({ occurrence_count: 4, merged_into: null });
    expect(await counted(store, 'B', now)).toBe(4);
    expect((await rowsOf(store, 'B')).length).toBe(4);
    expect((await activity(store, 'B'))[0]).toMatchObject({ kind: 'unmerged', actor: 'bob' });
    expect((await change(store, ['B'], { kind: 'unmerge' })).refused).toHaveLength(1);
  });

  it('makes no chains: parts go along, and a part stands for its whole', async () => {
    const store = await emptyStore();
    for (const type of ['A', 'B', 'C', 'D']) {
      await fail(store, type, Date.now() - hour);
    }
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    const wholeOf = async (type: string) => (await problem(store, type)).merged_into?.toString('hex') ?? null;
    const moved = await change(store, ['A'], { kind: 'merge', into: idOf('C') });
    expect([await wholeOf('A'), await wholeOf('B')]).toEqual([idOf('C'), idOf('C')]);
    expect(moved.changed).toHaveLength(2);
    await change(store, ['D', 'B', 'A', 'C'], { kind: 'merge', into: idOf('B') });
    expect(await Promise.all(['A', 'B', 'C', 'D'].map(wholeOf))).toEqual([idOf('C'), idOf('C'), null, idOf('C')]);
    // B and A were left as they are, so that the move can be taken back: B is a part of A then.
    const back = await undo(store, moved.undo);
    expect(back.refused).toEqual([]);
    expect([await wholeOf('A'), await wholeOf('B')]).toEqual([null, idOf('A')]);
    expect((await undo(store, back.undo)).refused).toEqual([]);
    expect([await wholeOf('A'), await wholeOf('B')]).toEqual([idOf('C'), idOf('C')]);
  });

  it('is not taken back into what has become a part', async () => {
    const store = await emptyStore();
    for (const type of ['A', 'B', 'C']) {
      await fail(store, type, Date.now() - hour);
    }
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    const taken = await change(store, ['B'], { kind: 'unmerge' });
    await change(store, ['A'], { kind: 'merge', into: idOf('C') });
    const { changed, refused } = await undo(store, taken.undo);
    expect([changed, refused.map(({ id }) => id)]).toEqual([[], [idOf('B')]]);
    expect((await problem(store, 'B')).merged_into).toBeNull();
  });

  it('refuses changes of a part, but for notes, and a whole that is not there', async () => {
    const store = await emptyStore();
    await fail(store, 'A', Date.now());
    await fail(store, 'B', Date.now());
    await change(store, ['B'], { kind: 'merge', into: idOf('A') });
    const { refused } = await change(store, ['B'], { kind: 'assign', assignee: 'bob' });
    expect(refused[0].message).toContain('“A failed”');
    await change(store, ['B'], { kind: 'note', text: ' looked at it ' });
    expect((await activity(store, 'B'))[0]).toEqual({ kind: 'note', actor: 'ada', data: { text: 'looked at it' } });
    await expect(change(store, ['A'], { kind: 'merge', into: idOf('None') })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('two people at once', () => {
  it('never overwrite what the other did, and are told', async () => {
    const store = await emptyStore();
    await fail(store, 'A', Date.now() - hour);
    const { revision } = await problem(store, 'A');
    const request = (what: ProblemChange) => ({ problems: [{ id: idOf('A'), revision }], change: what });
    const answers = await Promise.all([
      changeProblems(store.store.pool, request({ kind: 'status', status: 'resolved' }), ada),
      changeProblems(store.store.pool, request({ kind: 'status', status: 'ignored' }), bob),
      changeProblems(store.store.pool, request({ kind: 'assign', assignee: 'carl' }), bob),
    ]);
    expect(answers.flatMap(({ changed }) => changed)).toHaveLength(1);
    const refused = answers.flatMap((answer) => answer.refused);
    expect(refused).toHaveLength(2);
    const [winner] = await activity(store, 'A');
    refused.forEach(({ message }) => {
      expect(message).toMatch(/^It was left as it is: (ada|bob) (set|assigned) it to \w+ at [\d: -]+ UTC\./);
      expect(message).toContain(winner.actor);
    });
  });

  it('change many problems at once, while failures come', async () => {
    const store = await emptyStore();
    const now = Date.now();
    const types = Array.from({ length: 300 }, (_, at) => `Type${at}`);
    await store.write([{ logs: types.map((type) => failure(type, now - hour)) }]);
    const failing = async () => {
      for (let round = 0; round < 5; round++) {
        await store.write([{ logs: types.map((type) => failure(type, now - minute)) }]);
      }
    };
    const [one, two] = await Promise.all([
      change(store, types, { kind: 'assign', assignee: 'carl' }, ada),
      change(store, types.toReversed(), { kind: 'status', status: 'ignored', count: 1_000 }, bob),
      failing(),
    ]);
    expect(one.changed.length + one.refused.length).toBe(300);
    expect(one.changed.length + two.changed.length).toBe(300);
    const [[{ sum, revisions }]] = await store.store.pool.query<RowDataPacket[]>(
      'SELECT SUM(occurrence_count) AS sum, SUM(revision) AS revisions FROM maho_insights_errors'
    );
    expect([Number(sum), Number(revisions)]).toEqual([300 * 6, 300]);
    const taken = await Promise.all([undo(store, one.undo), undo(store, two.undo)]);
    expect(taken.flatMap(({ refused }) => refused)).toEqual([]);
    const [left] = await store.store.pool.query<RowDataPacket[]>(
      "SELECT 1 FROM maho_insights_errors WHERE status <> 'open' OR assignee IS NOT NULL OR ignored_count IS NOT NULL"
    );
    expect(left).toEqual([]);
  });

  it('take back only what nobody changed since', async () => {
    const store = await emptyStore();
    const now = Date.now();
    await fail(store, 'A', now - hour);
    await fail(store, 'B', now - hour);
    const both = await change(store, ['A', 'B'], { kind: 'status', status: 'resolved' });
    await fail(store, 'A', now + minute);
    const { changed, refused, undo: again } = await undo(store, both.undo, bob);
    expect(changed).toEqual([{ id: idOf('B'), revision: 2, status: 'open', assignee: null }]);
    expect(refused).toEqual([
      { id: idOf('A'), message: expect.stringContaining('it was seen again in 26.9.0 and is open') },
    ]);
    expect((await activity(store, 'B'))[0]).toEqual({ kind: 'undone', actor: 'bob', data: { what: 'status' } });
    expect((await undo(store, again)).changed).toEqual([
      { id: idOf('B'), revision: 3, status: 'resolved', assignee: null },
    ]);
    await fail(store, 'B', now + 2 * minute);
    expect(await problem(store, 'B')).toMatchObject({ status: 'open' });
  });
});

describe('a change', () => {
  it.each([
    ['a Viewer', { login: 'vic', role: 'Viewer' }, 'forbidden'],
    ['nobody', { login: '', role: 'Admin' }, 'invalid'],
  ] as const)('is not made by %s', async (_who, caller, code) => {
    const store = await emptyStore();
    await fail(store, 'A', Date.now());
    await expect(change(store, ['A'], { kind: 'assign', assignee: 'vic' }, caller)).rejects.toMatchObject({ code });
    await expect(undo(store, { problems: [] }, caller)).rejects.toMatchObject({ code });
    expect(await problem(store, 'A')).toMatchObject({ assignee: null, revision: 0 });
  });

  it.each<[string, object]>([
    ['without the revision seen', { problems: [{ id: idOf('A') }], change: { kind: 'assign', assignee: null } }],
    ['until a time that is over', { change: { kind: 'status', status: 'ignored', until: 1 } }],
    ['resolved until', { change: { kind: 'status', status: 'resolved', count: 5 } }],
    ['ignored in the next version', { change: { kind: 'status', status: 'ignored', inNextVersion: true } }],
    ['of an id that is none', { problems: [{ id: "' OR 1", revision: 0 }] }],
    ['of more than 1,000', { problems: Array(1_001).fill({ id: idOf('A'), revision: 0 }) }],
    ['of nothing', { problems: [] }],
    ['a note of nothing', { change: { kind: 'note', text: '  ' } }],
  ])('%s is invalid', async (_what, parts) => {
    const body = { problems: [{ id: idOf('A'), revision: 0 }], change: { kind: 'unmerge' }, ...parts };
    const pool = {} as never;
    await expect(changeProblems(pool, body, ada)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('of what is gone is refused', async () => {
    const store = await emptyStore();
    const body = { problems: [{ id: idOf('A'), revision: 0 }], change: { kind: 'assign', assignee: 'bob' } };
    const { changed, refused } = await changeProblems(store.store.pool, body, ada);
    expect([changed, refused.length]).toEqual([[], 1]);
  });

  it('keeps what people write, whatever it is', async () => {
    const store = await emptyStore();
    await fail(store, 'A', Date.now());
    const text = `<script>alert(1)</script> \u202e '"\\ \u{1f4a5} ${'x'.repeat(9_900)}`;
    await change(store, ['A'], { kind: 'note', text });
    await change(store, ['A'], { kind: 'assign', assignee: "o'neil" });
    expect(await activity(store, 'A')).toEqual([
      { kind: 'assigned', actor: 'ada', data: { assignee: "o'neil" } },
      { kind: 'note', actor: 'ada', data: { text } },
    ]);
    expect(await problem(store, 'A')).toMatchObject({ assignee: "o'neil", revision: 1 });
  });
});

it('a problem that somebody wrote about stays when its last occurrence turns out to be another one’s', async () => {
  const store = await emptyStore();
  const time = Date.now() * 1000;
  const start = { start: time, time };
  await store.write([{ logs: [makeLog('t', 'A failed', { time }), makeLog('u', 'B failed', { time })] }]);
  await change(store, ['A'], { kind: 'note', text: 'mine' });
  await store.write([
    {
      spans: ['t', 'u'].map((trace) =>
        makeSpan(trace, 'root', { ...start, status: 'error', statusMessage: 'C failed' })
      ),
    },
  ]);
  expect(await problem(store, 'A')).toMatchObject({ occurrence_count: 0 });
  expect(await problem(store, 'B')).toBeUndefined();
  expect(await problem(store, 'C')).toMatchObject({ occurrence_count: 2 });
});

describe('a storm', () => {
  const failures = 100_000;
  const batch = 10_000;

  it('of one problem has rows for a sample, and counts of all, also when sent twice to two receivers', async () => {
    const url = await stores.createSchema();
    const [one, two] = [openStore(url), openStore(url)];
    await one.store.migrate();
    const start = Math.floor(Date.now() / hour) * hour - 2 * hour;
    const last = start + hour - hour / failures;
    const all = Array.from({ length: failures }, (_, at) => failure('A', start + Math.floor((at * hour) / failures)));
    for (let at = 0; at < failures; at += 2 * batch) {
      const [first, second] = [all.slice(at, at + batch), all.slice(at + batch, at + 2 * batch)];
      await Promise.all([one.write([{ logs: first }]), two.write([{ logs: second }])]);
    }
    const check = async () => {
      expect(await problem(one, 'A')).toMatchObject({
        occurrence_count: failures,
        first_seen: new Date(start),
        last_seen: new Date(last),
      });
      expect(await counted(one, 'A', Date.now())).toBe(failures);
      const rows = await rowsOf(one, 'A');
      expect(rows.length).toBeLessThanOrEqual(most + 2);
      expect(rows.length).toBeGreaterThanOrEqual(most);
      expect([rows[0], rows.at(-1)]).toEqual([new Date(start), new Date(last)]);
      return rows;
    };
    const rows = await check();
    for (let at = 0; at < failures; at += batch) {
      await two.write([{ logs: all.slice(at, at + batch).toReversed() }]);
    }
    expect(await check()).toEqual(rows);
  });

  it('counts what more of its traces tells, in any order, and keeps the same rows', async () => {
    const now = Math.floor(Date.now() / hour) * hour - 2 * hour;
    const traces = Array.from({ length: 60 }, (_, at) => `trace ${at}`);
    const parts = traces.flatMap((trace, at) => {
      const start = (now + at * 1_000) * 1000;
      return [
        { logs: [makeLog(trace, 'A failed', { time: start + 100 })] },
        { spans: [makeSpan(trace, 'sql', { parent: 'root', start })] },
        { spans: [makeSpan(trace, 'root', { start, status: 'error', statusMessage: 'A failed' })] },
      ];
    });
    const told = [];
    for (const order of [parts, parts.toReversed(), [...parts, ...parts].sort((a, b) => orderOf(a) - orderOf(b))]) {
      const store = await emptyStore();
      for (let at = 0; at < order.length; at += 25) {
        await store.write(order.slice(at, at + 25));
      }
      const { occurrence_count, first_seen, last_seen } = await problem(store, 'A');
      const rows = await rowsOf(store, 'A');
      expect(rows.length).toBeLessThanOrEqual(most + 2);
      told.push({ occurrence_count, first_seen, last_seen, counted: await counted(store, 'A', Date.now()), rows });
    }
    expect(told[0]).toMatchObject({ occurrence_count: 60, counted: 60, first_seen: new Date(now) });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  });
});

/** By chance, and the same each time. */
function orderOf(part: object): number {
  return Number.parseInt(hexId(JSON.stringify(part)).slice(0, 8), 16);
}
