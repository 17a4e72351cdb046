import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import { createPool } from '../backend-shim/src/store/createPool.ts';
import { generationOf } from '../backend-shim/src/store/generation.ts';
import { migrate } from '../backend-shim/src/store/migrate.ts';
import { dropPartitions } from '../backend-shim/src/store/partitions/dropPartitions.ts';
import { ensurePartitions } from '../backend-shim/src/store/partitions/ensurePartitions.ts';
import { Schemas } from './support/Schemas.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const retention = { traces: 2 * day, occurrences: 3 * day, metrics: 40 * day };
const pools: Pool[] = [];
jest.setTimeout(120_000);
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

function open(url: string): Pool {
  const pool = createPool(url);
  pools.push(pool);
  return pool;
}

async function emptyTables(): Promise<{ url: string; pool: Pool }> {
  const url = await schemas.create();
  const pool = open(url);
  await migrate(pool, createLogger('silent'));
  return { url, pool };
}

async function partitionsOf(pool: Pool, table: string): Promise<Record<string, string>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT PARTITION_NAME AS name, PARTITION_DESCRIPTION AS bound FROM information_schema.PARTITIONS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY PARTITION_ORDINAL_POSITION`,
    [`maho_insights_${table}`]
  );
  return Object.fromEntries(rows.map(({ name, bound }) => [name, bound]));
}

async function namesOf(pool: Pool, table: string): Promise<string[]> {
  return Object.keys(await partitionsOf(pool, table));
}

async function addHead(pool: Pool, time: number): Promise<void> {
  await pool.query(
    `INSERT INTO maho_insights_trace_heads (trace_id, generation, revision, parts, first_time, last_time)
     VALUES (UNHEX(REPLACE(UUID(), '-', '')), ?, 1, 1, ?, ?)`,
    [generationOf(time), new Date(time), new Date(time)]
  );
}

async function addEvent(pool: Pool, time: number): Promise<void> {
  await pool.query(
    `INSERT INTO maho_insights_events (occurred_at, event_id, event_type, trace_id, service, event_data)
     VALUES (?, UNHEX(REPLACE(UUID(), '-', '')), 'order_placed', '0123456789abcdef', 'shop', '{}')`,
    [new Date(time)]
  );
}

async function addMinute(pool: Pool, time: number, part: number): Promise<void> {
  await pool.query(
    `INSERT INTO maho_insights_metrics (bucket_start, kind, part_id, version, series_count, body)
     VALUES (?, 'events', ?, 1, 1, '')`,
    [new Date(time), Buffer.from([0, 0, 0, 0, 0, 0, 0, part])]
  );
}

async function timesOf(pool: Pool, table: string, column: string): Promise<number[]> {
  const [rows] = await pool.query<RowDataPacket[]>(`SELECT ${column} AS at FROM maho_insights_${table} ORDER BY 1`);
  return rows.map((row) => (row.at instanceof Date ? +row.at : Number(row.at)));
}

describe('partitions', () => {
  it('are made for the past that is kept and three days ahead, by day, month and generation', async () => {
    const { pool } = await emptyTables();
    await ensurePartitions(pool, now, retention);
    expect(await namesOf(pool, 'traces')).toEqual([
      'p20261121',
      'p20261122',
      'p20261123',
      'p20261124',
      'p20261125',
      'p20261126',
      'p_max',
    ]);
    expect((await partitionsOf(pool, 'trace_blocks')).p20261123).toMatch(/^'2026-11-24( 00:00:00)?'$/);
    expect(await namesOf(pool, 'metrics')).toEqual(await namesOf(pool, 'traces'));
    expect((await namesOf(pool, 'events'))[0]).toBe('p20261120');
    expect(await namesOf(pool, 'error_occurrences')).toEqual(await namesOf(pool, 'events'));
    expect(await namesOf(pool, 'metrics_history')).toEqual(['p202610', 'p202611', 'p_max']);
    const heads = await partitionsOf(pool, 'trace_heads');
    expect(Object.keys(heads)).toEqual(['p20261122', 'p20261123', 'p20261124', 'p20261125', 'p20261126', 'p_max']);
    expect(heads.p20261123).toBe(String(generationOf(now) + 1));
    expect(await partitionsOf(pool, 'exports')).toEqual(heads);
  });

  it('are not made again, and those of the days since are', async () => {
    const { pool } = await emptyTables();
    await ensurePartitions(pool, now, retention);
    expect(await ensurePartitions(pool, now, retention)).toEqual([]);
    const made = await ensurePartitions(pool, now + 9 * day, retention);
    expect(made.filter((name) => name.includes('_events.'))).toEqual(
      ['27', '28', '29', '30']
        .map((date) => `maho_insights_events.p202611${date}`)
        .concat(['01', '02', '03', '04', '05'].map((date) => `maho_insights_events.p202612${date}`))
    );
    expect(made).toContain('maho_insights_metrics_history.p202612');
  });

  it('take over what had come before they were made', async () => {
    const { pool } = await emptyTables();
    await ensurePartitions(pool, now, retention);
    const times = [now - 100 * day, now, now + 5 * day, now + 6 * day, now + 50 * day];
    for (const time of times) {
      await addEvent(pool, time);
    }
    await ensurePartitions(pool, now + 5 * day, retention);
    const [[row]] = await pool.query<RowDataPacket[]>(
      'SELECT COUNT(*) AS n FROM maho_insights_events PARTITION (p20261128)'
    );
    expect(row.n).toBe(1);
    expect(await timesOf(pool, 'events', 'occurred_at')).toEqual(times);
  });

  it('are made by several shims at once', async () => {
    const { url, pool } = await emptyTables();
    const shims = [pool, open(url), open(url), open(url)];
    await Promise.all(shims.map((each) => ensurePartitions(each, now, retention)));
    expect(await namesOf(pool, 'traces')).toHaveLength(7);
    await Promise.all(shims.map((each) => ensurePartitions(each, now + 2 * day, retention)));
    expect(await namesOf(pool, 'traces')).toHaveLength(9);
    const reports = await Promise.all(shims.map((each) => dropPartitions(each, now + 2 * day, retention)));
    expect(await namesOf(pool, 'traces')).toHaveLength(7);
    const dropped = reports.flatMap((report) => report.dropped);
    expect(new Set(dropped).size).toBe(dropped.length);
  });
});

describe('retention', () => {
  it('drops days of which all is too old, by kind', async () => {
    const { pool } = await emptyTables();
    await ensurePartitions(pool, now, retention);
    for (let days = 0; days < 5; days++) {
      await addEvent(pool, now - days * day);
      await addHead(pool, now - days * day);
      await addMinute(pool, now - days * day, 0);
    }
    expect(await dropPartitions(pool, now, retention)).toEqual({ dropped: [], unmerged: [] });
    const { dropped } = await dropPartitions(pool, now + 13 * 3_600_000, retention);
    expect(dropped).toEqual([
      'maho_insights_trace_blocks.p20261121',
      'maho_insights_traces.p20261121',
      'maho_insights_metrics.p20261121',
      'maho_insights_error_occurrences.p20261120',
      'maho_insights_events.p20261120',
      'maho_insights_trace_heads.p20261122',
      'maho_insights_exports.p20261122',
    ]);
    // What is older than the first partition is in it, and goes with it.
    expect(await timesOf(pool, 'events', 'occurred_at')).toEqual([now - 2 * day, now - day, now]);
    expect(await timesOf(pool, 'metrics', 'bucket_start')).toEqual([now - day, now]);
    expect(await timesOf(pool, 'trace_heads', 'generation')).toEqual([generationOf(now)]);
    const later = await dropPartitions(pool, now + 60 * day, retention);
    expect(later.dropped).toContain('maho_insights_metrics_history.p202610');
    expect(await namesOf(pool, 'metrics_history')).toEqual(['p_max']);
    expect(await namesOf(pool, 'traces')).toEqual(['p_max']);
  });

  it('keeps minutes that hours and days do not know yet', async () => {
    const { pool } = await emptyTables();
    await ensurePartitions(pool, now, retention);
    await addMinute(pool, now - 2 * day, 0);
    await addMinute(pool, now - 2 * day, 7);
    const report = await dropPartitions(pool, now + day, retention);
    expect(report.unmerged).toEqual(['maho_insights_metrics.p20261121']);
    expect(report.dropped).toContain('maho_insights_traces.p20261121');
    expect(await timesOf(pool, 'metrics', 'bucket_start')).toEqual([now - 2 * day, now - 2 * day]);
    await pool.query('DELETE FROM maho_insights_metrics WHERE part_id <> ?', [Buffer.alloc(8)]);
    expect((await dropPartitions(pool, now + day, retention)).dropped).toEqual(['maho_insights_metrics.p20261121']);
  });

  it('gives way to a transaction that reads the table, and does its work when that has ended', async () => {
    const { url, pool } = await emptyTables();
    await ensurePartitions(pool, now, retention);
    const reader = await open(url).getConnection();
    await reader.beginTransaction();
    await reader.query('SELECT COUNT(*) FROM maho_insights_trace_blocks');
    const dropping = dropPartitions(pool, now + 2 * day, retention);
    await sleep(500);
    // Would wait for the reader's end, which comes after, if the drop insisted.
    await pool.query('SELECT COUNT(*) FROM maho_insights_trace_blocks');
    await reader.commit();
    reader.release();
    expect((await dropping).dropped).toContain('maho_insights_trace_blocks.p20261121');
  });
});
