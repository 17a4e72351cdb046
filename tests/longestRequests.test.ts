import type { Pool } from 'mysql2/promise';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import type { Contribution } from '../backend-shim/src/pipeline/rollups.ts';
import { createPool } from '../backend-shim/src/store/createPool.ts';
import { inTransaction } from '../backend-shim/src/store/inTransaction.ts';
import { insertParts } from '../backend-shim/src/store/metrics/insertParts.ts';
import { mergeParts } from '../backend-shim/src/store/metrics/mergeParts.ts';
import { readLongestRequests } from '../backend-shim/src/store/metrics/readLongestRequests.ts';
import { readRollups, type WantedRollups } from '../backend-shim/src/store/metrics/readRollups.ts';
import { RollupBuffer } from '../backend-shim/src/store/metrics/RollupBuffer.ts';
import { Sketch } from '../backend-shim/src/store/metrics/Sketch.ts';
import { migrate } from '../backend-shim/src/store/migrate.ts';
import { Schemas } from './support/Schemas.ts';

const hour = 3_600_000;
/** 2026-11-23T00:00:00Z */
const start = Date.UTC(2026, 10, 23);

let schemas: Schemas;
let pool: Pool;

beforeAll(async () => {
  schemas = await Schemas.open();
});

beforeEach(async () => {
  pool = createPool(await schemas.create());
  await migrate(pool, createLogger('silent'));
});

afterEach(() => pool.end());
afterAll(() => schemas.close());

function request(minute: number, route: string, duration: number, status = '200'): Contribution {
  return {
    kind: 'requests',
    minute: start / 60_000 + minute,
    dimensions: ['shop', '1', 'frontend', 'server', route, 'GET', status, '26.9.0'],
    values: [1, 0, duration, 10, 1, 1, 0],
    durations: [duration],
  };
}

async function write(...contributions: Contribution[]): Promise<void> {
  const buffer = new RollupBuffer(1_000);
  buffer.add(contributions, 1);
  await inTransaction(pool, (connection) => insertParts(connection, buffer.take()));
}

async function merge(): Promise<void> {
  while ((await mergeParts(pool, { maxSeries: 1_000, now: start + 48 * hour })) > 0) {
    // Until nothing is left.
  }
}

/** By hour and route, the longest bin, and how many are in it. */
async function longest(from = start, to = start + 24 * hour): Promise<Record<string, [number, number]>> {
  const { hours, dimensions } = await readLongestRequests(pool, { from, to, onDamage: fail });
  const told: Record<string, [number, number]> = {};
  for (const { from: begin, combinations, bins, counts } of hours) {
    combinations.forEach((number, at) => {
      const key = `${(begin - start) / hour} ${dimensions[number].filter(Boolean).join('/')}`;
      const [bin, count] = told[key] ?? [-Infinity, 0];
      if (bins[at] >= bin) {
        told[key] = [bins[at], bins[at] > bin ? counts[at] : count + counts[at]];
      }
    });
  }
  return told;
}

function fail(error: Error): never {
  throw error;
}

it('are those of each hour and route, whether merged or not', async () => {
  await write(request(0, 'a', 1_000), request(59, 'a', 90_000), request(59, 'b', 500), request(60, 'a', 2_000));
  await write(request(30, 'a', 90_000, '500'));
  const expected = {
    '0 shop/1/server/a': [Sketch.binOf(90_000), 2],
    '0 shop/1/server/b': [Sketch.binOf(500), 1],
    '1 shop/1/server/a': [Sketch.binOf(2_000), 1],
  };
  expect(await longest()).toEqual(expected);
  await merge();
  expect(await longest()).toEqual(expected);
  expect(await longest(start + hour, start + 2 * hour)).toEqual({ '1 shop/1/server/a': expected['1 shop/1/server/a'] });
  expect(await longest(start, start)).toEqual({});
});

it('are those that came late, too', async () => {
  await write(request(0, 'a', 1_000));
  await merge();
  expect(await longest()).toEqual({ '0 shop/1/server/a': [Sketch.binOf(1_000), 1] });
  await write(request(5, 'a', 7_000));
  expect(await longest()).toEqual({ '0 shop/1/server/a': [Sketch.binOf(7_000), 1] });
  await merge();
  expect(await longest()).toEqual({ '0 shop/1/server/a': [Sketch.binOf(7_000), 1] });
});

it('sums that are remembered are those that are read', async () => {
  const wanted: WantedRollups = {
    kind: 'requests',
    from: start,
    to: start + 24 * hour,
    bucketMs: null,
    by: ['service', 'status'],
    sketches: false,
  };
  for (const bucketMs of [null, hour, 60_000]) {
    await write(request(0, 'a', 1_000), request(1, 'b', 2_000), request(61, 'b', 3_000, '500'));
    const read = () => readRollups(pool, { ...wanted, bucketMs });
    const remembered = () => readRollups(pool, { ...wanted, bucketMs, remember: true });
    expect(await remembered()).toEqual(await read());
    await merge();
    expect(await remembered()).toEqual(await read());
    // From memory.
    expect(await remembered()).toEqual(await read());
  }
  const failed = await readRollups(pool, {
    ...wanted,
    remember: true,
    where: ([, , , , , , status]) => status === '500',
  });
  expect(failed).toMatchObject([
    { dimensions: ['shop', '', '', '', '', '', '500', ''], values: [3, 0, 9_000, 30, 3, 3, 0] },
  ]);
});
