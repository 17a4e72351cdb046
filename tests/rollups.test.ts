import fc from 'fast-check';
import mysql, { type Pool, type RowDataPacket } from 'mysql2/promise';
import { queryShape } from '../backend-shim/src/analyse/templates/queryShape.ts';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import { otherSeries, type Contribution, type RollupName } from '../backend-shim/src/pipeline/rollups.ts';
import { createPool } from '../backend-shim/src/store/createPool.ts';
import { textEntry } from '../backend-shim/src/store/dictionary/textEntry.ts';
import { inTransaction } from '../backend-shim/src/store/inTransaction.ts';
import { insertParts } from '../backend-shim/src/store/metrics/insertParts.ts';
import { mergeParts } from '../backend-shim/src/store/metrics/mergeParts.ts';
import { readRollups, type RollupSeries, type WantedRollups } from '../backend-shim/src/store/metrics/readRollups.ts';
import { RollupBuffer } from '../backend-shim/src/store/metrics/RollupBuffer.ts';
import { SeriesSet } from '../backend-shim/src/store/metrics/SeriesSet.ts';
import { arbitraryContribution } from '../backend-shim/src/store/metrics/testing/arbitraryContribution.ts';
import { sumsOf } from '../backend-shim/src/store/metrics/testing/sumsOf.ts';
import { migrate } from '../backend-shim/src/store/migrate.ts';
import { Schemas } from './support/Schemas.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** 2026-11-23T00:00:00Z */
const start = Date.UTC(2026, 10, 23);
const maxSeries = 1_000;

const pools: Pool[] = [];
let schemas: Schemas;

beforeAll(async () => {
  schemas = await Schemas.open();
});

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.end()));
});

afterAll(async () => {
  await schemas.close();
});

function openPool(url: string): Pool {
  const pool = createPool(url);
  pools.push(pool);
  return pool;
}

async function emptySchema(): Promise<string> {
  const url = await schemas.create();
  await migrate(openPool(url), createLogger('silent'));
  return url;
}

async function emptyPool(): Promise<Pool> {
  return openPool(await emptySchema());
}

/** As a batch does it. */
async function write(pool: Pool, contributions: Contribution[], sign: 1 | -1 = 1): Promise<void> {
  const buffer = new RollupBuffer(maxSeries);
  buffer.add(contributions, sign);
  const parts = buffer.take();
  await inTransaction(pool, (connection) => insertParts(connection, parts));
}

/** A request in a minute after the start. */
function request(at: number, route = 'a/b/c', duration = 1_000): Contribution {
  return {
    kind: 'requests',
    minute: start / minute + at,
    dimensions: ['shop', '1', 'frontend', 'server', route, 'GET', '200', '26.9.0'],
    values: [1, 0, duration, 190, 40, 500, 0],
    durations: [duration],
  };
}

function read(pool: Pool, parts: Partial<WantedRollups> = {}): Promise<RollupSeries[]> {
  return readRollups(pool, { kind: 'requests', from: start, to: start + 3 * day, bucketMs: null, ...parts });
}

async function count(pool: Pool, parts: Partial<WantedRollups> = {}): Promise<number> {
  return (await read(pool, parts)).reduce((sum, { values }) => sum + values[0], 0);
}

/** How many rows there are, by level: merged, and not. */
async function rows(pool: Pool): Promise<Record<string, [number, number]>> {
  const [found] = await pool.query<RowDataPacket[]>(
    `SELECT 'minute' AS level, SUM(part_id = ?) AS merged, SUM(part_id <> ?) AS parts FROM maho_insights_metrics
     UNION ALL SELECT resolution, SUM(part_id = ?), SUM(part_id <> ?) FROM maho_insights_metrics_history
     GROUP BY resolution`,
    Array(4).fill(Buffer.alloc(8))
  );
  return Object.fromEntries(found.map(({ level, merged, parts }) => [level, [Number(merged), Number(parts)]]));
}

/** What reading has to answer. */
function expected(contributions: Contribution[], { kind, from, to, bucketMs }: WantedRollups): unknown {
  const buckets = new Map<number, SeriesSet>();
  for (const contribution of contributions) {
    const time = contribution.minute * minute;
    if (contribution.kind === kind && time >= from && time < to) {
      const bucket = bucketMs === null ? 0 : Math.floor((time - from) / bucketMs);
      const set = buckets.get(bucket) ?? new SeriesSet(kind, maxSeries);
      buckets.set(bucket, set);
      set.addContribution(contribution, 1);
    }
  }
  const told = [...buckets].map(([bucket, set]) => [bucket, sumsOf(set.series())] as const);
  return Object.fromEntries(told.filter(([, series]) => Object.keys(series as object).length > 0));
}

function answered(series: RollupSeries[]): unknown {
  const byBucket = Map.groupBy(series, ({ bucket }) => bucket);
  return Object.fromEntries([...byBucket].map(([bucket, own]) => [bucket, sumsOf(own)]));
}

describe('roll-ups', () => {
  it('give the same sums and sketches, whatever was written and merged when, at every level', async () => {
    const pool = await emptyPool();
    const kinds = fc.constantFrom<RollupName>('requests', 'queries', 'components', 'events', 'counters');
    // Most of it around the end of an hour, so that additions meet.
    const minutes = fc
      .oneof({ weight: 3, arbitrary: fc.integer({ min: 55, max: 65 }) }, fc.nat(3 * 24 * 60 - 1))
      .map((at) => start / minute + at);
    const contributions = kinds.chain((kind) => fc.array(arbitraryContribution(kind, minutes), { maxLength: 12 }));
    const nows = fc.nat(4 * 24 * 60).map((at) => start + at * minute);
    const steps = fc.array(
      fc.oneof(fc.record({ write: contributions }), fc.record({ takeBack: fc.nat() }), fc.record({ merge: nows })),
      { minLength: 1, maxLength: 12 }
    );
    const ranges = fc
      .record({
        kind: kinds,
        offset: fc.nat(24 * 60),
        length: fc.integer({ min: 1, max: 2 * 24 * 60 }),
        bucketMs: fc.constantFrom(null, 5 * minute, hour, 90 * minute, day),
      })
      .map(({ kind, offset, length, bucketMs }) => ({
        kind,
        from: start + offset * minute,
        to: start + (offset + length) * minute,
        bucketMs,
      }));
    const whole = { from: start, to: start + 3 * day, bucketMs: null };
    await fc.assert(
      fc.asyncProperty(steps, fc.array(ranges, { minLength: 1, maxLength: 3 }), async (done, wanted) => {
        await pool.query('DELETE FROM maho_insights_metrics');
        await pool.query('DELETE FROM maho_insights_metrics_history');
        const written: Contribution[][] = [];
        for (const step of done) {
          if ('write' in step) {
            written.push(step.write);
            await write(pool, step.write);
          } else if ('takeBack' in step) {
            const [again] = written.length > 0 ? written.splice(step.takeBack % written.length, 1) : [[]];
            await write(pool, again, -1);
          } else {
            await mergeParts(pool, { maxSeries, now: step.merge });
          }
        }
        const always = wanted.flatMap(({ kind }) => [
          { ...whole, kind },
          { kind, from: start, to: start + 2 * hour, bucketMs: minute },
        ]);
        for (const each of [...wanted, ...always]) {
          expect(answered(await readRollups(pool, each))).toEqual(expected(written.flat(), each));
        }
      }),
      { numRuns: 40 }
    );
  });

  it('are merged minute by minute when it is over for a while, and reach hours and days', async () => {
    const pool = await emptyPool();
    await write(pool, [request(0), request(1)]);
    await write(pool, [request(0, 'other')]);
    expect(await mergeParts(pool, { maxSeries, now: start + minute + 9_999 })).toBe(0);
    expect(await rows(pool)).toEqual({ minute: [0, 3] });
    expect(await mergeParts(pool, { maxSeries, now: start + minute + 10_000 })).toBe(2);
    expect(await rows(pool)).toEqual({ minute: [1, 1], hour: [0, 1] });
    expect(await mergeParts(pool, { maxSeries, now: start + hour + 10_000 })).toBe(3);
    expect(await rows(pool)).toEqual({ minute: [2, 0], hour: [1, 0], day: [0, 1] });
    expect(await mergeParts(pool, { maxSeries, now: start + day + 10_000 })).toBe(1);
    expect(await rows(pool)).toEqual({ minute: [1, 0], hour: [1, 0], day: [1, 0] });
    expect(await mergeParts(pool, { maxSeries, now: start + day + 10_000 })).toBe(0);
    for (const bucketMs of [null, day, hour, minute]) {
      expect(await count(pool, { bucketMs })).toBe(3);
    }
  });

  it('that come late go the same way', async () => {
    const pool = await emptyPool();
    const now = start + 2 * day;
    await write(pool, [request(5), request(70)]);
    await mergeParts(pool, { maxSeries, now });
    const late = [request(0), request(5), request(6), request(71)];
    for (const [at, each] of late.entries()) {
      await write(pool, [each]);
      await write(pool, [request(200 + at)], -1);
      await write(pool, [request(200 + at)]);
      expect(await count(pool)).toBe(3 + at);
      await mergeParts(pool, { maxSeries, now: now + at * hour });
      expect(await count(pool)).toBe(3 + at);
    }
    const byMinute = await read(pool, { bucketMs: minute, to: start + 2 * hour });
    expect(byMinute.map(({ bucket, values }) => [bucket, values[0]])).toEqual([
      [0, 1],
      [5, 2],
      [6, 1],
      [70, 1],
      [71, 1],
    ]);
    expect(await rows(pool)).toEqual({ minute: [2, 0], hour: [2, 0], day: [1, 0] });
  });

  it('leave nothing where all was taken back', async () => {
    const pool = await emptyPool();
    await write(pool, [request(0), request(0, 'other')]);
    await mergeParts(pool, { maxSeries, now: start + minute + 10_000 });
    await write(pool, [request(0), request(0, 'other')], -1);
    expect(await read(pool)).toEqual([]);
    await mergeParts(pool, { maxSeries, now: start + 2 * day });
    expect(await rows(pool)).toEqual({ minute: [0, 0] });
    expect(await read(pool)).toEqual([]);
  });

  it('of an hour are packed into one row when it is over', async () => {
    const pool = await emptyPool();
    const contributions = Array.from({ length: 180 }, (_, at) => request(at, `r${at % 7}`, 1_000 + at));
    await write(pool, contributions);
    const early = start + 3 * hour + 10_000;
    await mergeParts(pool, { maxSeries, now: early });
    expect((await rows(pool)).minute).toEqual([62, 0]);
    await mergeParts(pool, { maxSeries, now: early + 9 * minute });
    expect((await rows(pool)).minute).toEqual([62, 0]);
    await mergeParts(pool, { maxSeries, now: early + 10 * minute });
    expect((await rows(pool)).minute).toEqual([3, 0]);
    const wanted = { kind: 'requests' as const, from: start + 30 * minute, to: start + 150 * minute };
    for (const bucketMs of [minute, 7 * minute, null]) {
      const all = { ...wanted, bucketMs };
      expect(answered(await readRollups(pool, all))).toEqual(expected(contributions, all));
    }
  });

  it('are never more series than the limit, and exact in total', async () => {
    const pool = await emptyPool();
    const limit = 40;
    for (let batch = 0; batch < 5; batch++) {
      await write(
        pool,
        Array.from({ length: 200 }, (_, at) => request(batch % 2, `route ${batch} ${at}`, at))
      );
    }
    await write(
      pool,
      Array.from({ length: 50 }, () => request(0, 'often', 10_000))
    );
    await mergeParts(pool, { maxSeries: limit, now: start + 2 * day });
    const [counts] = await pool.query<RowDataPacket[]>(
      `SELECT series_count AS series FROM maho_insights_metrics
       UNION ALL SELECT series_count FROM maho_insights_metrics_history`
    );
    expect(counts.length).toBeGreaterThan(2);
    expect(Math.max(...counts.map(({ series }) => series))).toBeLessThanOrEqual(limit);
    for (const bucketMs of [null, minute]) {
      const series = await read(pool, { bucketMs });
      expect(series.reduce((sum, { values }) => sum + values[0], 0)).toBe(1_050);
      expect(series.reduce((sum, { sketch }) => sum + sketch!.count, 0)).toBe(1_050);
      const routes = new Map(series.map(({ dimensions, values }) => [dimensions[4], values[0]]));
      expect(routes.get('often')).toBe(50);
      expect(routes.has(otherSeries)).toBe(true);
    }
  });
});

describe('reading', () => {
  it('tells apart what is asked for, and sums up the rest', async () => {
    const pool = await emptyPool();
    await write(pool, [request(0, 'a', 10), request(0, 'b', 20), request(1, 'b', 30)]);
    const told = await read(pool, { by: ['service', 'status'], where: (dimensions) => dimensions[4] === 'b' });
    expect(told).toMatchObject([
      { bucket: 0, dimensions: ['shop', '', '', '', '', '', '200', ''], values: [2, 0, 50, 380, 80, 1_000, 0] },
    ]);
    expect(told[0].sketch?.count).toBe(2);
    expect((await read(pool, { sketches: false }))[0].sketch).toBeNull();
  });

  it('sees what was merged since it read last', async () => {
    const pool = await emptyPool();
    const now = start + 2 * day;
    for (let round = 1; round <= 3; round++) {
      await write(pool, [request(3)]);
      await mergeParts(pool, { maxSeries, now });
      expect(await count(pool)).toBe(round);
      expect(await count(pool, { bucketMs: minute })).toBe(round);
    }
  });

  it('takes nothing from beside the range', async () => {
    const pool = await emptyPool();
    await write(
      pool,
      [-1, 0, 59, 60].map((at) => request(at))
    );
    const now = start + 2 * day;
    for (const read of [0, 1, 2]) {
      expect(await count(pool, { from: start, to: start + hour })).toBe(2);
      expect(await count(pool, { from: start + minute, to: start + hour })).toBe(1);
      expect(await count(pool, { from: start + hour, to: start + hour })).toBe(0);
      await mergeParts(pool, { maxSeries, now: now + read * hour });
    }
  });

  it.each([
    [{ from: start + 1 }, 'from'],
    [{ to: start + 30_000 }, 'to'],
    [{ bucketMs: 90_000 }, 'buckets'],
    [{ bucketMs: 0 }, 'buckets'],
  ])('refuses %j: no whole minutes', async (parts, _what) => {
    await expect(read(await emptyPool(), parts)).rejects.toThrow(RangeError);
  });
});

it('names a statement by the id that the dictionary has for its text', () => {
  const text = 'SELECT `a` FROM `t` WHERE b = ?';
  expect(queryShape('SELECT t', { 'db.query.text': text })).toEqual({ id: textEntry(text).id, text });
});

describe('several shims', () => {
  it('write, merge and read at once, and every reader sees every addition once', async () => {
    const url = await emptySchema();
    const [one, two, three] = [openPool(url), openPool(url), openPool(url)];
    const total = 60 * 30;
    const minutes = Array.from({ length: total }, (_, at) => at % 60);
    await Promise.all(
      [one, two, three].map(async (pool, shim) => {
        for (let at = 0; at < total; at += 30) {
          if ((at / 30) % 3 === shim) {
            await write(
              pool,
              minutes.slice(at, at + 30).map((each) => request(each, `r${each % 5}`))
            );
          }
        }
      })
    );
    let isMerging = true;
    const reading = (async () => {
      let reads = 0;
      for (; isMerging || reads < 3; reads++) {
        expect(await count(three)).toBe(total);
        expect(await count(three, { bucketMs: hour, to: start + hour })).toBe(total);
        expect(await count(three, { bucketMs: minute, to: start + hour })).toBe(total);
      }
    })();
    const merged = await Promise.all(
      [one, two].map(async (pool) => {
        let parts = 0;
        for (let round = 0; round < 4; round++) {
          parts += await mergeParts(pool, { maxSeries, now: start + 2 * day + round * hour });
        }
        return parts;
      })
    );
    isMerging = false;
    await reading;
    // Each part of a minute, an hour and a day went over once.
    expect(merged[0] + merged[1]).toBeGreaterThanOrEqual(60 + 1 + 1);
    expect(await rows(one)).toEqual({ minute: [1, 0], hour: [1, 0], day: [1, 0] });
    expect(await count(one)).toBe(total);
    expect(await count(one, { bucketMs: minute })).toBe(total);
  });

  it('that end in the middle of a merge leave all as it was', async () => {
    const pool = await emptyPool();
    await write(pool, [request(0)]);
    const failing = {
      getConnection: async () => {
        const connection = await pool.getConnection();
        const query = connection.query.bind(connection);
        connection.query = ((sql: string, values: unknown[]) =>
          sql.startsWith('DELETE') ? Promise.reject(new Error('the process ends')) : query(sql, values)) as never;
        return connection;
      },
      query: pool.query.bind(pool),
    } as unknown as mysql.Pool;
    await expect(mergeParts(failing, { maxSeries, now: start + 2 * day })).rejects.toThrow('the process ends');
    expect(await rows(pool)).toEqual({ minute: [0, 1] });
    await mergeParts(pool, { maxSeries, now: start + 2 * day });
    expect(await count(pool)).toBe(1);
    expect(await count(pool, { bucketMs: hour })).toBe(1);
  });
});

describe('a damaged row', () => {
  async function damage(pool: Pool, table: string, where: string): Promise<void> {
    const [{ affectedRows }] = await pool.query<mysql.ResultSetHeader>(
      `UPDATE ${table} SET body = INSERT(body, 9, 2, 'xx') WHERE ${where}`
    );
    expect(affectedRows).toBe(1);
  }

  it('that was not merged yet stays as it is, is told, and all else is counted', async () => {
    const pool = await emptyPool();
    await write(pool, [request(0)]);
    await damage(pool, 'maho_insights_metrics', 'TRUE');
    await write(pool, [request(0, 'other'), request(1)]);
    const onDamage = jest.fn();
    expect(await mergeParts(pool, { maxSeries, now: start + 2 * day, onDamage })).toBe(2 + 2 + 1);
    expect(onDamage).toHaveBeenCalledWith(expect.any(Error), { level: 'minute', kind: 'requests', bucketStart: start });
    expect(await count(pool, { onDamage })).toBe(2);
    expect(onDamage.mock.lastCall[0].message).toMatch(/^Damaged block: its checksum/);
    await write(pool, [request(2)]);
    await expect(mergeParts(pool, { maxSeries, now: start + 2 * day })).rejects.toThrow('Damaged block');
    expect((await rows(pool)).minute).toEqual([2, 1]);
    expect(await count(pool, { onDamage })).toBe(3);
    await expect(read(pool)).rejects.toThrow('Damaged block');
  });

  it('that was merged stops what comes to its time alone', async () => {
    const pool = await emptyPool();
    await write(pool, [request(0), request(60)]);
    await mergeParts(pool, { maxSeries, now: start + 2 * day });
    await damage(pool, 'maho_insights_metrics_history', "resolution = 'hour' AND HOUR(bucket_start) = 0");
    await write(pool, [request(1), request(61)]);
    const onDamage = jest.fn();
    await mergeParts(pool, { maxSeries, now: start + 2 * day + hour, onDamage });
    expect(onDamage).toHaveBeenCalledWith(expect.any(Error), { level: 'hour', kind: 'requests', bucketStart: start });
    const byHour = await read(pool, { bucketMs: hour, onDamage });
    // What came late to the damaged hour is still to be merged into it, and counts.
    expect(byHour.map(({ bucket, values }) => [bucket, values[0]])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(await count(pool)).toBe(4);
  });
});
