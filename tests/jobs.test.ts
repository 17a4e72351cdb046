import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { ProblemChange } from '../contract/problems.ts';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import type { Export } from '../backend-shim/src/pipeline/records.ts';
import { TemplateTable } from '../backend-shim/src/pipeline/spans/TemplateTable.ts';
import { changeProblems } from '../backend-shim/src/query/changes/changeProblems.ts';
import { createPool } from '../backend-shim/src/store/createPool.ts';
import { Dictionary } from '../backend-shim/src/store/dictionary/Dictionary.ts';
import { createJobs, type Jobs, type JobsOptions } from '../backend-shim/src/store/jobs/createJobs.ts';
import { holdLease } from '../backend-shim/src/store/jobs/holdLease.ts';
import { readReports } from '../backend-shim/src/store/jobs/leases.ts';
import { readRollups } from '../backend-shim/src/store/metrics/readRollups.ts';
import { createTraceReader } from '../backend-shim/src/store/read/readTrace.ts';
import { readSizes } from '../backend-shim/src/store/sizes.ts';
import { readActivity } from '../backend-shim/src/store/tables/activity.ts';
import { Schemas } from './support/Schemas.ts';
import { hexId, makeLog, makePoint, makeSpan, noon } from './support/shopRecords.ts';
import { openTestStore, type TestStore } from './support/testStore.ts';

const day = 86_400_000;
const minute = 60_000;
const hour = 60 * minute;
const noonMs = noon / 1000;
const receivedAt = noonMs + 500;
const retention = { traces: 3 * day, occurrences: 3 * day, metrics: 40 * day };
const closing: Array<() => Promise<void>> = [];
jest.setTimeout(120_000);
let schemas: Schemas;

beforeAll(async () => {
  schemas = await Schemas.open();
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

afterAll(async () => {
  await schemas.close();
});

interface Place {
  url: string;
  store: TestStore;
  pool: Pool;
}

async function emptyPlace(): Promise<Place> {
  const url = await schemas.create();
  const store = openTestStore(url, undefined, receivedAt);
  closing.push(() => store.store.close());
  await store.store.migrate();
  return { url, store, pool: store.store.pool };
}

function jobsOf({ url }: Place, changes: Partial<JobsOptions> = {}): Jobs {
  const pool = createPool(url);
  closing.push(() => pool.end());
  return createJobs({
    pool,
    dictionary: new Dictionary(),
    retention,
    maxDisk: null,
    policy: { keepPercent: 100, slowRequestMs: 2000 },
    maxSeries: 1000,
    holder: randomBytes(8).toString('hex'),
    logger: createLogger('silent'),
    now: () => noonMs + 60 * minute,
    ...changes,
  });
}

async function rows(pool: Pool, sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
  const [found] = await pool.query<RowDataPacket[]>(sql, values);
  return found;
}

async function blocks(pool: Pool): Promise<Array<{ level: number; traces: number }>> {
  const found = await rows(pool, 'SELECT level, trace_count AS traces FROM maho_insights_trace_blocks ORDER BY 1, 2');
  return found.map(({ level, traces }) => ({ level, traces }));
}

interface ReadSpan {
  name: string;
  parent: string;
  start: number;
  duration: number;
}

/** A trace as it can be read, without what compaction may change. */
async function readBack(
  pool: Pool,
  trace: string
): Promise<{ spans: ReadSpan[]; logs: string[]; dropped: boolean } | null> {
  const templates = new TemplateTable();
  const found = await createTraceReader({ pool, dictionary: new Dictionary(), templates })(hexId(trace));
  if (!found) {
    return null;
  }
  const { spans, logs, dropped } = found;
  const nameAt = (at: number) => templates.at(spans!.table.template[spans!.rows[at]]).name;
  return {
    spans: [...(spans?.rows ?? [])].map((row, at) => ({
      name: nameAt(at),
      parent: spans!.parents[at] < 0 ? String(spans!.parents[at]) : nameAt(spans!.parents[at]),
      start: spans!.table.start[row],
      duration: spans!.table.duration[row],
    })),
    logs: logs.map(({ body }) => body),
    dropped,
  };
}

/** A request with a statement under it, begun `at` ms after noon. */
function request(trace: string, at: number, changes: Parameters<typeof makeSpan>[2] = {}): Partial<Export> {
  const start = noon + at * 1000;
  const sql = makeSpan(trace, 'sql', { parent: 'root', start: start + 50 });
  return { spans: [sql, makeSpan(trace, 'root', { start, ...changes })] };
}

describe('leases', () => {
  const signal = new AbortController().signal;
  const options = { evenEarly: false, pauseMs: 60_000, pauseAfterFailureMs: 0, signal };

  it('give a job to one of many, once until it is due again', async () => {
    const { pool } = await emptyPlace();
    let runs = 0;
    const attempts = ['a', 'b', 'c', 'd'].map((holder) =>
      holdLease({ pool, job: 'test', holder }, options, async () => {
        runs += 1;
        await sleep(100);
        return { by: holder };
      })
    );
    const done = (await Promise.all(attempts)).filter((held) => held !== null);
    expect(runs).toBe(1);
    expect(done).toHaveLength(1);
    expect(await holdLease({ pool, job: 'test', holder: 'e' }, options, async () => ({}))).toBeNull();
    const early = await holdLease({ pool, job: 'test', holder: 'e' }, { ...options, evenEarly: true }, async () => ({
      by: 'e',
    }));
    expect(early?.report).toMatchObject({ result: { by: 'e' }, error: null });
    expect((await readReports(pool)).get('test')).toEqual(early?.report);
  });

  it('are not taken from a shim that is at work, and are from one that has died', async () => {
    const { pool } = await emptyPlace();
    const lease = { pool, job: 'test', holder: 'a' };
    await holdLease(lease, options, async () => {
      expect(await holdLease({ ...lease, holder: 'b' }, { ...options, evenEarly: true }, async () => ({}))).toBeNull();
      return {};
    });
    await pool.query(
      "UPDATE maho_insights_leases SET holder = 'dead', held_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND"
    );
    expect(await holdLease(lease, options, async () => ({}))).not.toBeNull();
  });

  it('keep the report of a failed job with what the last good run did, and let it be tried again', async () => {
    const { pool } = await emptyPlace();
    const lease = { pool, job: 'test', holder: 'a' };
    await holdLease(lease, { ...options, pauseMs: 0 }, async () => ({ good: 1 }));
    const failed = await holdLease(lease, options, async ({ before }) => {
      expect(before?.result).toEqual({ good: 1 });
      throw new Error('no');
    });
    expect(failed?.error?.message).toBe('no');
    expect((await readReports(pool)).get('test')).toMatchObject({ result: { good: 1 }, error: 'no' });
    expect(await holdLease(lease, options, async () => ({}))).not.toBeNull();
  });
});

describe('compaction', () => {
  it('joins what came in many batches, and changes nothing that can be read', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    for (let at = 0; at < 12; at++) {
      await store.write([
        request(`t${at}`, at * 1000),
        { logs: [makeLog(`t${at}`, `Told ${at}`, { time: noon + at })] },
      ]);
    }
    await store.write([request('before', -minute)]);
    await store.write([{ logs: [makeLog(null, 'Of no trace'), makeLog('unsampled', 'Of a trace without spans')] }]);
    const names = [...Array.from({ length: 12 }, (_, at) => `t${at}`), 'before', 'unsampled'];
    const before = await Promise.all(names.map((name) => readBack(pool, name)));
    expect(before[3]).toMatchObject({
      logs: ['Told 3'],
      spans: [
        { name: 'root', parent: '-1' },
        { name: 'sql', parent: 'root' },
      ],
    });

    const report = await jobsOf(place).runOnce('compact everything');
    expect(report.result).toMatchObject({ blocksBefore: 14, blocksAfter: 2, damaged: 0, dropped: 0, waiting: 0 });
    expect(await blocks(pool)).toEqual([
      { level: 1, traces: 1 },
      { level: 1, traces: 14 },
    ]);
    expect(await Promise.all(names.map((name) => readBack(pool, name)))).toEqual(before);
    const again = await jobsOf(place).runOnce('compact everything');
    expect(again.result).toMatchObject({ blocksBefore: 0, blocksAfter: 0 });
  });

  it('makes one of the parts of a trace, with parents across them', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    await store.write([{ spans: [makeSpan('a', 'deep', { parent: 'block', start: noon + 2_000 })] }]);
    await store.write([
      { spans: [makeSpan('a', 'block', { parent: 'root', start: noon + 1_000 })], logs: [makeLog('a', 'Hm')] },
    ]);
    await store.write([{ spans: [makeSpan('a', 'root')] }]);
    const before = await readBack(pool, 'a');
    expect(before?.spans.map(({ name, parent }) => [name, parent])).toEqual([
      ['root', '-1'],
      ['block', 'root'],
      ['deep', 'block'],
    ]);
    await jobsOf(place).runOnce('compact everything');
    expect(await blocks(pool)).toEqual([{ level: 1, traces: 1 }]);
    expect(await readBack(pool, 'a')).toEqual(before);
  });

  it('takes in what comes late', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    const jobs = jobsOf(place);
    await store.write([request('a', 0), request('b', 10)]);
    await jobs.runOnce('compact everything');
    await store.write([{ spans: [makeSpan('a', 'late', { parent: 'root', start: noon + 100 })] }]);
    await store.write([request('c', 5)]);
    const before = await readBack(pool, 'a');
    expect(before?.spans.map(({ name }) => name)).toEqual(['root', 'sql', 'late']);
    await jobs.runOnce('compact everything');
    expect(await blocks(pool)).toEqual([{ level: 1, traces: 3 }]);
    expect(await readBack(pool, 'a')).toEqual(before);
    // A second one: numbers that stand for ids are told apart from the first one's.
    await store.write([{ spans: [makeSpan('a', 'later', { parent: 'root', start: noon + 200 })] }]);
    await jobs.runOnce('compact everything');
    expect((await readBack(pool, 'a'))?.spans.map(({ name, parent }) => [name, parent])).toEqual([
      ['root', '-1'],
      ['sql', 'root'],
      ['late', '-2'],
      ['later', '-2'],
    ]);
  });

  it('joins a late part with its trace in a large block, and leaves the other large blocks', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    const jobs = jobsOf(place);
    for (const batch of [0, 300]) {
      await store.write(Array.from({ length: 300 }, (_, at) => request(`t${batch + at}`, batch * 1000 + at)));
      await jobs.runOnce('compact everything');
    }
    const large = await rows(pool, 'SELECT HEX(block_id) AS id FROM maho_insights_trace_blocks ORDER BY first_time');
    expect(large).toHaveLength(2);
    await store.write([{ spans: [makeSpan('t7', 'late', { parent: 'root', start: noon + 8_000 })] }]);
    await jobs.runOnce('compact everything');
    const after = await rows(
      pool,
      'SELECT HEX(block_id) AS id, trace_count AS traces FROM maho_insights_trace_blocks ORDER BY first_time'
    );
    expect(after.map(({ traces }) => traces)).toEqual([300, 300]);
    expect(after[0].id).not.toBe(large[0].id);
    expect(after[1].id).toBe(large[1].id);
    expect((await readBack(pool, 't7'))?.spans).toHaveLength(3);
  });

  it('joins parts that were compacted apart', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    const jobs = jobsOf(place);
    const late = (name: string, at: number) => ({
      spans: [makeSpan('t7', name, { parent: 'root', start: noon + at * 1000 })],
    });
    await store.write(Array.from({ length: 300 }, (_, at) => request(`t${at}`, at)));
    await jobs.runOnce('compact everything');
    await store.write([late('late', 8), ...Array.from({ length: 299 }, (_, at) => request(`u${at}`, at))]);
    await pool.query('UPDATE maho_insights_trace_heads SET revision = 1');
    await jobs.runOnce('compact everything');
    expect(await blocks(pool)).toEqual([
      { level: 1, traces: 300 },
      { level: 1, traces: 300 },
    ]);
    await store.write([late('later', 9)]);
    await jobs.runOnce('compact everything');
    expect(await blocks(pool)).toEqual([{ level: 1, traces: 599 }]);
    expect((await readBack(pool, 't7'))?.spans.map(({ name }) => name)).toEqual(['root', 'sql', 'late', 'later']);
  });

  it('by several shims at once loses nothing and doubles nothing', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    for (let at = 0; at < 30; at++) {
      await store.write([request(`t${at}`, at * 20_000), request(`s${at}`, at * 20_000 + 1)]);
    }
    const before = await Promise.all(Array.from({ length: 30 }, (_, at) => readBack(pool, `t${at}`)));
    // Leases keep shims apart; these act as if they had failed to.
    const { Compactor } = await import('../backend-shim/src/store/compaction/Compactor.ts');
    const compactors = Array.from(
      { length: 3 },
      () =>
        new Compactor({
          pool,
          dictionary: new Dictionary(),
          policy: { keepPercent: 100, slowRequestMs: 2000 },
          logger: createLogger('silent'),
        })
    );
    const { signal } = new AbortController();
    await Promise.all(compactors.map((each) => each.run({ now: noonMs, everything: true, signal })));
    await compactors[0].run({ now: noonMs, everything: true, signal });
    const found = await blocks(pool);
    expect(found.reduce((sum, { traces }) => sum + traces, 0)).toBe(60);
    expect(found.every(({ level }) => level === 1)).toBe(true);
    expect(await Promise.all(Array.from({ length: 30 }, (_, at) => readBack(pool, `t${at}`)))).toEqual(before);
  });

  it('leaves a damaged block as it is, says so, and goes on with the rest', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    for (const [at, trace] of ['a', 'b', 'c'].entries()) {
      await store.write([request(trace, at * 1000)]);
    }
    await pool.query("UPDATE maho_insights_trace_blocks SET body = 'nonsense' WHERE first_time = ?", [
      new Date(noonMs + 1000),
    ]);
    const logged: string[] = [];
    const jobs = jobsOf(place, { logger: createLogger('error', { write: (line: string) => void logged.push(line) }) });
    const report = await jobs.runOnce('compact everything');
    expect(report.result).toMatchObject({ blocksBefore: 2, blocksAfter: 1, damaged: 1 });
    expect(logged.join()).toContain('cannot be compacted');
    expect(await blocks(pool)).toEqual([
      { level: 0, traces: 1 },
      { level: 1, traces: 2 },
    ]);
    expect((await jobs.runOnce('compact everything')).result).toMatchObject({ blocksBefore: 0, damaged: 1 });
    expect(logged).toHaveLength(1);
  });

  it('goes on where a block refers to what the dictionary does not have', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    await store.write([request('a', 0)]);
    await pool.query('DELETE FROM maho_insights_dictionary');
    const other = openTestStore(place.url, undefined, receivedAt);
    closing.push(() => other.store.close());
    const own = (trace: string, at: number) => ({ spans: [makeSpan(trace, 'own', { start: noon + at * 1000 })] });
    await other.write([own('b', 1000)]);
    await other.write([own('c', 2000)]);
    const report = await jobsOf(place).runOnce('compact everything');
    expect(report.result).toMatchObject({ damaged: 1, traces: 2 });
    expect((await blocks(pool)).filter(({ level }) => level === 0)).toHaveLength(1);
    expect((await readBack(pool, 'b'))?.spans).toHaveLength(1);
    expect((await readBack(pool, 'c'))?.spans).toHaveLength(1);
  });
});

describe('the storage policy', () => {
  const policy = { keepPercent: 0, slowRequestMs: 2000 };

  it('drops spans and log records of traces that are neither failed, slow nor rare, and keeps their rows', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    await store.write([
      ...Array.from({ length: 25 }, (_, at) => request(`t${at}`, at)),
      { logs: [makeLog('t1', 'All is well', { severity: 9 }), makeLog('t3', 'Caught 3')] },
      request('failed', 30, { status: 'error', statusMessage: 'TypeError in 7' }),
      request('slow', 31, { duration: 2_500_000 }),
      { spans: [makeSpan('rare', 'checkout', { start: noon + 40_000 })] },
      { spans: [makeSpan('unfinished', 'sql', { parent: 'root', start: noon + 41_000 })] },
    ]);
    const report = await jobsOf(place, { policy }).runOnce('compact everything');
    expect(report.result).toMatchObject({ dropped: 24, blocksBefore: 1, blocksAfter: 1 });
    expect(await readBack(pool, 't1')).toEqual({ spans: [], logs: [], dropped: true });
    for (const name of ['failed', 'slow', 'rare', 'unfinished', 't3']) {
      expect(await readBack(pool, name)).toMatchObject({ dropped: false, spans: { length: expect.any(Number) } });
      expect((await readBack(pool, name))?.spans).not.toEqual([]);
    }
    const [counted] = await rows(
      pool,
      'SELECT COUNT(*) AS traces, SUM(flags & 2 > 0) AS dropped FROM maho_insights_traces'
    );
    expect(Number(counted.traces)).toBe(29);
    expect(Number(counted.dropped)).toBe(24);
  });

  it('changes no figure', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    await store.write(Array.from({ length: 40 }, (_, at) => request(`t${at}`, at)));
    const figures = () =>
      readRollups(pool, { kind: 'requests', from: noonMs, to: noonMs + 60 * minute, bucketMs: null }).then((series) =>
        series.map(({ dimensions, values }) => ({ dimensions, values }))
      );
    const before = await figures();
    expect(before).toHaveLength(1);
    await jobsOf(place, { policy: { ...policy, keepPercent: 50 } }).runOnce('compact everything');
    expect(await figures()).toEqual(before);
    const [counted] = await rows(
      pool,
      'SELECT COUNT(*) AS traces, SUM(flags & 2 > 0) AS dropped FROM maho_insights_traces'
    );
    expect(Number(counted.traces)).toBe(40);
    expect(Number(counted.dropped)).toBeGreaterThan(5);
    expect(Number(counted.dropped)).toBeLessThan(35);
    const [kept] = await rows(pool, 'SELECT SUM(trace_count) AS traces FROM maho_insights_trace_blocks');
    expect(Number(kept.traces) + Number(counted.dropped)).toBe(40);
  });
});

describe('what comes late of a trace whose spans were dropped', () => {
  it('is not counted again, and leaves its row as it is', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    const requests = Array.from({ length: 25 }, (_, at) => request(`t${at}`, at));
    const all = [...requests, ...requests.map((_, at) => ({ logs: [makeLog(`t${at}`, 'Slow', { severity: 9 })] }))];
    await store.write(all);
    await jobsOf(place, { policy: { keepPercent: 0, slowRequestMs: 2000 } }).runOnce('compact everything');
    const state = async () => ({
      rows: await rows(pool, 'SELECT * FROM maho_insights_traces ORDER BY start_time'),
      figures: await readRollups(pool, { kind: 'requests', from: noonMs, to: noonMs + 60 * minute, bucketMs: null }),
      records: await readRollups(pool, { kind: 'logs', from: noonMs, to: noonMs + 60 * minute, bucketMs: null }),
      blocks: await blocks(pool),
    });
    const before = await state();
    expect(before.records).toMatchObject([{ values: [25] }]);
    await store.write(all);
    await store.write(all.slice(25));
    await store.write([{ spans: [makeSpan('t7', 'late', { parent: 'root', start: noon + 8_000 })] }]);
    expect(await state()).toEqual(before);
    await store.write([{ logs: [makeLog('t7', 'Failed after all')] }]);
    expect(await rows(pool, 'SELECT message FROM maho_insights_error_occurrences')).toEqual([
      { message: 'Failed after all' },
    ]);
  });
});

describe('roll-ups', () => {
  it('are merged, and tell the same', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    for (let at = 0; at < 3; at++) {
      await store.write([request(`t${at}`, at * 1000), { points: [makePoint('maho.orders', at + 1)] }]);
    }
    const figures = () =>
      readRollups(pool, { kind: 'counters', from: noonMs, to: noonMs + 60 * minute, bucketMs: null });
    const before = await figures();
    expect(before[0].values[0]).toBe(6);
    const jobs = jobsOf(place);
    const { result } = await jobs.runOnce('rollups');
    expect(result.merged).toBeGreaterThan(0);
    expect(await figures()).toEqual(before);
    expect((await jobs.runOnce('rollups')).result).toMatchObject({ merged: 0 });
  });
});

async function addBlock(pool: Pool, time: number, bytes: number): Promise<void> {
  await pool.query(
    `INSERT INTO maho_insights_trace_blocks
       (first_time, block_id, last_time, level, version, trace_count, span_count, written_at, body)
     VALUES (?, ?, ?, 1, 1, 1, 1, ?, ?)`,
    [new Date(time), randomBytes(8), new Date(time), new Date(time), randomBytes(bytes)]
  );
}

/** Servers look at sizes now and then; tests do not wait for it. */
async function analyse(pool: Pool): Promise<void> {
  await pool.query('ANALYZE TABLE maho_insights_trace_blocks, maho_insights_traces, maho_insights_metrics');
}

async function daysOf(pool: Pool): Promise<number[]> {
  const found = await rows(pool, 'SELECT DISTINCT DATE(first_time) AS day FROM maho_insights_trace_blocks ORDER BY 1');
  return found.map(({ day: date }) => (+date - Date.UTC(2026, 10, 23)) / day);
}

describe('the disk budget', () => {
  it('drops the oldest days until the rest fits, says what and why, and never drops today', async () => {
    const place = await emptyPlace();
    const { pool } = place;
    await jobsOf(place).runOnce('partitions');
    for (const days of [-2, -1, 0]) {
      for (let at = 0; at < 6; at++) {
        await addBlock(pool, noonMs + days * day + at, 1 << 20);
      }
    }
    await analyse(pool);
    const { bytes } = await readSizes(pool);
    expect(bytes).toBeGreaterThan(18 << 20);
    const roomy = await jobsOf(place, { maxDisk: bytes + (1 << 20) }).runOnce('disk');
    expect(roomy.result).toMatchObject({ overBytes: 0, dropped: [] });
    expect(await daysOf(pool)).toEqual([-2, -1, 0]);

    const tight = await jobsOf(place, { maxDisk: bytes - (1 << 20) }).runOnce('disk');
    expect(tight.result).toMatchObject({ overBytes: 0, dropped: [{ what: 'traces', day: '2026-11-21' }] });
    expect((tight.result.dropped as Array<{ why: string }>)[0].why).toMatch(
      /^the tables took \d+ bytes, and may take \d+$/
    );
    expect(await daysOf(pool)).toEqual([-1, 0]);

    await analyse(pool);
    const hopeless = await jobsOf(place, { maxDisk: 1 << 20 }).runOnce('disk');
    expect(hopeless.result.overBytes).toBeGreaterThan(5 << 20);
    expect(hopeless.result.dropped).toMatchObject([{ day: '2026-11-21' }, { day: '2026-11-22' }]);
    expect(await daysOf(pool)).toEqual([0]);
  });

  it('drops minutes after traces, but for those that hours do not know yet', async () => {
    const place = await emptyPlace();
    const { pool } = place;
    await jobsOf(place).runOnce('partitions');
    for (const [days, part] of [
      [-2, 0],
      [-1, 7],
    ]) {
      await pool.query(
        `INSERT INTO maho_insights_metrics (bucket_start, kind, part_id, version, series_count, body)
         VALUES (?, 'events', ?, 1, 1, ?)`,
        [new Date(noonMs + days * day), Buffer.from([0, 0, 0, 0, 0, 0, 0, part]), randomBytes(1 << 20)]
      );
    }
    await analyse(pool);
    const report = await jobsOf(place, { maxDisk: 1 << 10 }).runOnce('disk');
    expect(report.result.dropped).toMatchObject([{ what: 'minutes', day: '2026-11-21' }]);
    expect(await rows(pool, 'SELECT bucket_start AS at FROM maho_insights_metrics')).toEqual([
      { at: new Date(noonMs - day) },
    ]);
  });
});

describe('sealed days', () => {
  it('are rebuilt once, when they are over and compacted', async () => {
    const place = await emptyPlace();
    const { pool } = place;
    const jobs = jobsOf(place);
    await jobs.runOnce('partitions');
    for (let at = 0; at < 10; at++) {
      await addBlock(pool, noonMs - day + at, 1 << 20);
    }
    await addBlock(pool, noonMs, 5 << 20);
    await pool.query('DELETE FROM maho_insights_trace_blocks WHERE first_time BETWEEN ? AND ?', [
      new Date(noonMs - day),
      new Date(noonMs - day + 4),
    ]);
    await pool.query('UPDATE maho_insights_trace_blocks SET level = 0 WHERE first_time = ?', [
      new Date(noonMs - day + 9),
    ]);
    await analyse(pool);
    expect((await jobs.runOnce('rebuild')).result).toMatchObject({
      rebuilt: {},
      waiting: ['maho_insights_trace_blocks'],
    });

    await pool.query('UPDATE maho_insights_trace_blocks SET level = 1');
    const { result } = await jobs.runOnce('rebuild');
    expect(result).toMatchObject({ rebuilt: { maho_insights_trace_blocks: 'p20261122' }, waiting: [] });
    expect(
      await rows(pool, 'SELECT LENGTH(body) AS bytes FROM maho_insights_trace_blocks WHERE first_time < ?', [
        new Date(noonMs),
      ])
    ).toHaveLength(5);
    const yesterday = (await readSizes(pool)).days.find(({ day: at }) => at === Date.UTC(2026, 10, 22));
    expect(yesterday?.bytes).toBeGreaterThan(5 << 20);
    expect(yesterday?.bytes).toBeLessThan(9 << 20);

    const again = await jobs.runOnce('rebuild');
    expect(again.result).toEqual(result);
  });
});

describe('the dictionary', () => {
  it('loses what blocks have not used for longer than they are kept, and no texts', async () => {
    const place = await emptyPlace();
    const { store, pool } = place;
    await store.write([request('a', 0, { status: 'error', statusMessage: 'TypeError in 7' })]);
    const kinds = async () =>
      (await rows(pool, 'SELECT kind, COUNT(*) AS n FROM maho_insights_dictionary GROUP BY kind ORDER BY kind')).map(
        ({ kind, n }) => [kind, n]
      );
    const before = await kinds();
    expect(before.map(([kind]) => kind)).toEqual(['span', 'text']);
    const lastUsed = Date.now();
    const clean = (days: number) => jobsOf(place, { now: () => lastUsed + days * day }).runOnce('dictionary');
    expect((await clean(10)).result.deleted).toBe(0);
    expect(await kinds()).toEqual(before);
    expect((await clean(12)).result.deleted).toBe(before[0][1]);
    expect(await kinds()).toEqual(before.slice(1));
  });
});

describe('problems', () => {
  const problem = (place: Place, body: string) =>
    place.store.write([{ logs: [makeLog(null, body, { identity: hexId(body) })] }]);
  const touch = (place: Place, types: string[], change: ProblemChange) =>
    changeProblems(
      place.pool,
      { problems: types.map((type) => ({ id: hexId(`problem ${type}`), revision: 0 })), change },
      { login: 'ada', role: 'Editor' }
    );
  const left = async ({ pool }: Place, columns = 'error_type') => {
    const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${columns} FROM maho_insights_errors ORDER BY error_type`);
    return rows;
  };

  it('that were ignored until a time are open again then, though nobody sees them', async () => {
    const place = await emptyPlace();
    for (const type of ['A', 'B', 'C']) {
      await problem(place, `${type} failed`);
    }
    const now = Date.now();
    await touch(place, ['A'], { kind: 'status', status: 'ignored', until: now + minute });
    await touch(place, ['B'], { kind: 'status', status: 'ignored', until: now + hour });
    await touch(place, ['C'], { kind: 'status', status: 'ignored' });
    const jobs = (at: number) => jobsOf(place, { now: () => at });
    expect((await jobs(now + minute - 1).runOnce('problems')).result.reopened).toBe(0);
    expect((await jobs(now + minute).runOnce('problems')).result.reopened).toBe(1);
    expect(await left(place, 'error_type, status, revision, status_changed_by, status_changed_at')).toMatchObject([
      { status: 'open', revision: 2, status_changed_by: null, status_changed_at: new Date(now + minute) },
      { status: 'ignored', revision: 1 },
      { status: 'ignored', revision: 1 },
    ]);
    const [{ kind, actor, data }] = await readActivity(place.pool, hexId('problem A'));
    expect({ kind, actor, data }).toEqual({ kind: 'reopened', actor: null, data: { why: 'time' } });
  });

  it('go when nothing is left of them, but for those that somebody touched', async () => {
    const place = await emptyPlace();
    for (const type of ['Assigned', 'Forgotten', 'Merged', 'Noted', 'Resolved', 'Whole']) {
      await problem(place, `${type} failed`);
    }
    await touch(place, ['Assigned'], { kind: 'assign', assignee: 'ada' });
    await touch(place, ['Merged'], { kind: 'merge', into: hexId('problem Whole') });
    await touch(place, ['Noted'], { kind: 'note', text: 'mine' });
    await touch(place, ['Resolved'], { kind: 'status', status: 'resolved' });
    const jobs = (at: number) => jobsOf(place, { now: () => at });
    // Figures by hour and day still tell of them.
    expect((await jobs(noonMs + 39 * day).runOnce('problems')).result.forgotten).toBe(0);
    expect((await jobs(noonMs + 41 * day).runOnce('problems')).result.forgotten).toBe(1);
    expect((await left(place)).map(({ error_type }) => error_type)).toEqual([
      'Assigned',
      'Merged',
      'Noted',
      'Resolved',
      'Whole',
    ]);
  });
});

describe('the jobs together', () => {
  it('run when they are due, report, and end with the signal', async () => {
    const place = await emptyPlace();
    await place.store.write([request('a', 0)]);
    const stopping = new AbortController();
    const running = [jobsOf(place), jobsOf(place)].map((jobs) => jobs.run(stopping.signal));
    const names = ['compaction', 'dictionary', 'disk', 'partitions', 'problems', 'rebuild', 'rollups'];
    for (let done: string[] = []; done.length < names.length; await sleep(50)) {
      done = [...(await readReports(place.pool)).keys()];
    }
    stopping.abort();
    await Promise.all(running);
    const reports = await readReports(place.pool);
    expect([...reports.keys()].sort()).toEqual(names);
    expect([...reports.values()].map(({ error }) => error)).toEqual(names.map(() => null));
    expect(reports.get('partitions')?.result.made).toBeGreaterThan(20);
  });

  it('survive a database that is away, and one that lacks a table', async () => {
    const place = await emptyPlace();
    const away = createPool(place.url.replace(/:\d+\//, ':1/'));
    closing.push(() => away.end());
    const logged: string[] = [];
    const logger = createLogger('warn', { write: (line: string) => void logged.push(line) });
    const stopping = new AbortController();
    await place.pool.query('DROP TABLE maho_insights_trace_blocks');
    const running = [jobsOf(place, { logger }), jobsOf(place, { pool: away, logger })].map((jobs) =>
      jobs.run(stopping.signal)
    );
    for (let failed = false; !failed; await sleep(50)) {
      failed = Boolean((await readReports(place.pool)).get('compaction')?.error);
    }
    stopping.abort();
    await Promise.all(running);
    expect(logged.join('')).toContain('A job of the database failed');
    expect(logged.join('')).toContain('The database does not say');
    await expect(jobsOf(place).runOnce('compaction')).rejects.toThrow(/trace_blocks/);
  });
});
