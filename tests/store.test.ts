import { setTimeout } from 'node:timers/promises';
import { spanOf } from '../backend-shim/src/pipeline/spans/spanOf.ts';
import { RetryableError } from '../backend-shim/src/pipeline/errors.ts';
import type { Export } from '../backend-shim/src/pipeline/records.ts';
import { rollupKinds, type RollupName } from '../backend-shim/src/pipeline/rollups.ts';
import { Dictionary } from '../backend-shim/src/store/dictionary/Dictionary.ts';
import { readRollups } from '../backend-shim/src/store/metrics/readRollups.ts';
import { takeHeads } from '../backend-shim/src/store/tables/traceHeads.ts';
import { createTraceReader } from '../backend-shim/src/store/read/readTrace.ts';
import fc from 'fast-check';
import mysql, { type Pool, type RowDataPacket } from 'mysql2/promise';
import { analyseSimply, hexId, makeLog, makePoint, makeSpan, noon, resourceOf } from './support/shopRecords.ts';
import type { TestStore } from './support/testStore.ts';
import { useTestStores } from './support/useTestStores.ts';

const receivedAt = noon / 1000 + 500;
jest.setTimeout(120_000);
const stores = useTestStores();

function openStore(url: string, analyse = analyseSimply): TestStore {
  return stores.open(url, analyse, receivedAt);
}

async function emptyStore(): Promise<TestStore> {
  const store = openStore(await stores.createSchema());
  await store.store.migrate();
  return store;
}

function write(store: TestStore, ...exports: Array<Partial<Export>>): Promise<void> {
  return store.write(exports);
}

async function rows({ store }: TestStore, sql: string): Promise<RowDataPacket[]> {
  const [found] = await store.pool.query<RowDataPacket[]>(sql);
  return found.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value])
    )
  ) as RowDataPacket[];
}

/** The tables by which rows tell where they come from, in words. */
const named = `JOIN maho_insights_sources USING (source_id) JOIN maho_insights_endpoints USING (endpoint_id)
  LEFT JOIN maho_insights_paths USING (path_id)`;
const told = `service, environment, version, php_version, host, store_id, store_code, website_id, area, span_name,
  root_kind, method, route, path`;
const tables = {
  traces: `SELECT trace_id, start_time, duration_us, http_status, flags, span_count, query_count, query_time_us,
    slow_query_count, visitor_id, customer_id, cart_id, ${told} FROM maho_insights_traces ${named} ORDER BY 1`,
  errors: 'SELECT * FROM maho_insights_errors ORDER BY 1',
  error_occurrences: `SELECT occurrence_id, occurred_at, error_hash, trace_id, has_trace, handled, http_status,
    duration_us, visitor_id, customer_id, cart_id, message, stack_id, order_number, payment_method, ${told}
    FROM maho_insights_error_occurrences ${named} ORDER BY 1`,
  events: 'SELECT * FROM maho_insights_events ORDER BY event_id',
  stores: 'SELECT * FROM maho_insights_stores ORDER BY 1, 2',
  signals: 'SELECT * FROM maho_insights_signals ORDER BY 1, 2',
  // The last time is written now and then.
  versions: 'SELECT service, version, first_seen FROM maho_insights_versions ORDER BY 1, 2',
  activity: 'SELECT error_hash, at, kind, actor, data FROM maho_insights_activity ORDER BY 1, 2',
};

/** All that the tables tell, the spans and log records of every trace, and the sums of all roll-ups. */
async function everything(store: TestStore): Promise<Record<string, RowDataPacket[]>> {
  const all: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(tables)) {
    all[name] = await rows(store, sql);
  }
  // When a row was written is no figure.
  (all.errors as RowDataPacket[]).forEach((row) => delete row.updated_at);
  const { pool } = store.store;
  const readTrace = createTraceReader({ pool, dictionary: new Dictionary(), templates: store.templates });
  const heads = await rows(store, 'SELECT DISTINCT trace_id FROM maho_insights_trace_heads ORDER BY 1');
  all.records = await Promise.all(
    heads.map(async ({ trace_id }) => {
      const trace = await readTrace(trace_id);
      const spans = [...(trace?.spans?.rows ?? [])].map((_, at) => spanOf(trace!.spans!, at, store.templates));
      return { trace_id, spans, logs: trace?.logs.map(({ time, body, severity }) => ({ time, body, severity })) };
    })
  );
  all.rollups = (await rollups(pool)) as RowDataPacket[];
  return all as Record<string, RowDataPacket[]>;
}

async function rollups(pool: Pool): Promise<unknown[]> {
  const from = noon / 1000 - 86_400_000;
  const all: unknown[] = [];
  for (const kind of Object.keys(rollupKinds) as RollupName[]) {
    const series = await readRollups(pool, { kind, from, to: from + 2 * 86_400_000, bucketMs: 60_000 });
    all.push(
      ...series
        .filter(({ values }) => values.some((value) => value !== 0))
        .map(({ bucket, dimensions, values, sketch }) => [kind, bucket, dimensions, values, sketch?.count ?? null])
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    );
  }
  return all;
}

const order = { name: 'order', time: noon + 1_000, attributes: { number: '100000001', total: 25.25, currency: 'USD' } };
const failure: Array<Partial<Export>> = [
  { spans: [makeSpan('a', 'sql', { parent: 'root' })] },
  { spans: [makeSpan('a', 'root', { status: 'error', statusMessage: 'TypeError in 7', events: [order] })] },
  { logs: [makeLog('a', 'TypeError in 7')] },
  { points: [makePoint('maho.orders', 1)] },
];

describe('writing', () => {
  it('derives rows from the parts of a trace, whatever their order and batch', async () => {
    const together = await emptyStore();
    await write(together, ...failure);
    const apart = await emptyStore();
    for (const part of failure.toReversed()) {
      await write(apart, part);
    }
    const expected = await everything(together);
    expect(await everything(apart)).toEqual(expected);
    expect(expected.traces).toMatchObject([
      { trace_id: hexId('a'), span_count: 2, query_count: 1, flags: 1, root_kind: 'server' },
    ]);
    expect(expected.traces[0].start_time).toEqual(new Date(noon / 1000));
    expect(expected.errors).toMatchObject([
      { error_type: 'TypeError', occurrence_count: 1, handled: 0, file_path: '/srv/shop/app/TypeError.php' },
    ]);
    expect(expected.error_occurrences).toMatchObject([
      { has_trace: 1, root_kind: 'server', http_status: 500, store_id: 1 },
    ]);
    expect(expected.events).toMatchObject([
      { event_type: 'order_placed', order_number: '100000001', order_total: '25.2500', currency: 'USD' },
    ]);
    expect(expected.stores).toMatchObject([{ service: 'shop', store_id: 1, store_code: 'store1' }]);
    expect(expected.signals.map((row) => row.signal_name)).toEqual(['logs', 'metrics', 'traces']);
  });

  it('changes nothing when the same exports come again, alone or together', async () => {
    const store = await emptyStore();
    await write(store, ...failure);
    const before = await everything(store);
    await write(store, ...failure, ...failure);
    await write(store, failure[2]);
    expect(await everything(store)).toEqual(before);
  });

  it('tells a failure known from a log record as the same one once its spans have come', async () => {
    const store = await emptyStore();
    await write(store, { logs: [makeLog('a', 'Late failure!')] });
    expect(
      await rows(store, `SELECT has_trace, root_kind, store_id FROM maho_insights_error_occurrences ${named}`)
    ).toEqual([{ has_trace: 0, root_kind: null, store_id: null }]);
    expect(await rows(store, 'SELECT * FROM maho_insights_traces')).toEqual([]);
    await write(store, { spans: [makeSpan('a', 'root', { status: 'error', statusMessage: 'Late failure!' })] });
    expect(
      await rows(store, `SELECT has_trace, root_kind, store_id FROM maho_insights_error_occurrences ${named}`)
    ).toEqual([{ has_trace: 1, root_kind: 'server', store_id: 1 }]);
    expect(await rows(store, 'SELECT occurrence_count FROM maho_insights_errors')).toEqual([{ occurrence_count: 1 }]);
  });

  it('removes a problem that turns out to be another one', async () => {
    const store = await emptyStore();
    await write(store, { logs: [makeLog('a', 'Symptom seen')] });
    await write(store, { spans: [makeSpan('a', 'root', { status: 'error', statusMessage: 'Cause found' })] });
    expect(await rows(store, 'SELECT error_type, occurrence_count FROM maho_insights_errors')).toEqual([
      { error_type: 'Cause', occurrence_count: 1 },
    ]);
    expect(await rows(store, 'SELECT message FROM maho_insights_error_occurrences')).toEqual([
      { message: 'Cause found' },
    ]);
  });

  it("corrects when a problem was seen, if its first or last occurrence turns out to be another one's", async () => {
    const store = await emptyStore();
    const times = [0, 10, 20, 30].map((seconds) => noon + seconds * 1_000_000);
    await write(
      store,
      ...times.map((time, index) => ({ logs: [makeLog(`trace ${index}`, 'Symptom seen', { time })] }))
    );
    for (const index of [0, 3]) {
      await write(store, {
        spans: [makeSpan(`trace ${index}`, 'root', { status: 'error', statusMessage: 'Cause found' })],
      });
    }
    expect(
      await rows(
        store,
        "SELECT occurrence_count, first_seen, last_seen FROM maho_insights_errors WHERE error_type = 'Symptom'"
      )
    ).toEqual([{ occurrence_count: 2, first_seen: new Date(times[1] / 1000), last_seen: new Date(times[2] / 1000) }]);
  });

  it('counts log records without a trace one by one, and each once', async () => {
    const store = await emptyStore();
    const logs = [1, 2, 3].map((n) => makeLog(null, 'Cron failed', { time: noon + n }));
    await write(store, { logs: logs.slice(0, 2) });
    await write(store, { logs });
    expect(await rows(store, 'SELECT occurrence_count FROM maho_insights_errors')).toEqual([{ occurrence_count: 3 }]);
    expect(await rows(store, 'SELECT has_trace FROM maho_insights_error_occurrences')).toHaveLength(3);
  });

  it('counts records by pattern once, however often their trace is analysed', async () => {
    const store = await emptyStore();
    const noise = [10, 13].map((severity) => makeLog('a', `Cart ${severity} is slow`, { severity }));
    const parts: Array<Partial<Export>> = [
      { logs: noise },
      ...failure,
      { logs: [makeLog('b', 'Cart 9 is slow', { severity: 10 })] },
      { logs: [makeLog(null, 'Cart 7 is slow', { severity: 10 })] },
      // A clock that cannot be right.
      { logs: [makeLog(null, 'Cart 8 is slow', { severity: 10, time: noon + 9e12 })] },
    ];
    for (const part of [...parts, ...parts.toReversed()]) {
      await write(store, part);
    }
    await write(store, ...parts);
    const told = (await rollups(store.store.pool)) as Array<[string, number, string[], number[]]>;
    expect(
      told.filter(([kind]) => kind === 'logs').map(([, , dimensions, values]) => [...dimensions, ...values])
    ).toEqual([
      ['shop', 'ERROR', 'TypeError in <n>', 1],
      ['shop', 'INFO', 'Cart <n> is slow', 4],
      ['shop', 'WARN', 'Cart <n> is slow', 1],
    ]);
  });

  it('keeps of a span told twice the longer state', async () => {
    const store = await emptyStore();
    const short = makeSpan('a', 'root', { duration: 100_000 });
    for (const duration of [100_000, 300_000, 200_000]) {
      await write(store, { spans: [{ ...short, duration }] });
    }
    expect(await rows(store, 'SELECT duration_us, span_count FROM maho_insights_traces')).toEqual([
      { duration_us: 300_000, span_count: 1 },
    ]);
  });

  it('cuts what is too long and leaves out numbers that no column holds', async () => {
    const store = await emptyStore();
    const name = '😀'.repeat(9_000);
    await write(store, {
      spans: [
        makeSpan('a', name, {
          status: 'error',
          statusMessage: `${'x'.repeat(400)} ${'ü'.repeat(70_000)}`,
          attributes: { 'maho.store_id': 1e12 },
        }),
      ],
    });
    expect(await rows(store, `SELECT CHAR_LENGTH(path) AS path, store_id FROM maho_insights_traces ${named}`)).toEqual([
      { path: 513, store_id: null },
    ]);
    expect(
      await rows(
        store,
        'SELECT CHAR_LENGTH(error_type) AS type, CHAR_LENGTH(error_message) AS message FROM maho_insights_errors'
      )
    ).toEqual([{ type: 255, message: 16_383 }]);
  });

  it('stores a trace of thousands of spans that comes in many exports', async () => {
    const store = await emptyStore();
    const spans = Array.from({ length: 5_000 }, (_, n) =>
      makeSpan('long', `query ${n}`, { parent: 'root', start: noon + n })
    );
    const exports = Array.from({ length: 10 }, (_, n) => ({ spans: spans.slice(n * 500, n * 500 + 500) }));
    await write(store, ...exports, { spans: [makeSpan('long', 'root')] });
    expect(await rows(store, 'SELECT span_count, query_count FROM maho_insights_traces')).toEqual([
      { span_count: 5_001, query_count: 5_000 },
    ]);
  });

  it('does nothing with an empty export', async () => {
    const store = await emptyStore();
    await write(store, {});
    expect(Object.values(await everything(store)).flat()).toEqual([]);
  });

  it('stores nothing of a batch that fails', async () => {
    const url = await stores.createSchema();
    const store = openStore(url, (records) => {
      if (records.traceId === hexId('bad')) {
        throw new TypeError('a fault in the analysis');
      }
      return analyseSimply(records);
    });
    await store.store.migrate();
    await expect(write(store, ...failure, { spans: [makeSpan('bad', 'root')] })).rejects.toThrow(TypeError);
    expect(Object.values(await everything(store)).flat()).toEqual([]);
  });
});

describe('a problem that was resolved', () => {
  async function resolvedStore(): Promise<TestStore> {
    const store = await emptyStore();
    await write(store, { logs: [makeLog('a', 'Failure one', { time: noon })] });
    await store.store.pool.query(
      "UPDATE maho_insights_errors SET status = 'resolved', status_changed_by = 'ada', status_changed_at = ?",
      [new Date(noon / 1000 + 60_000)]
    );
    return store;
  }
  const status = 'SELECT status, status_changed_by, status_changed_at FROM maho_insights_errors';

  it('is open again when it is seen after that', async () => {
    const store = await resolvedStore();
    await write(store, { logs: [makeLog('b', 'Failure two', { time: noon + 90_000_000 })] });
    expect(await rows(store, status)).toEqual([
      { status: 'open', status_changed_by: null, status_changed_at: new Date(noon / 1000 + 90_000) },
    ]);
  });

  it('stays resolved when an occurrence from before arrives late', async () => {
    const store = await resolvedStore();
    await write(store, { logs: [makeLog('b', 'Failure two', { time: noon + 30_000_000 })] });
    expect(await rows(store, status)).toMatchObject([{ status: 'resolved', status_changed_by: 'ada' }]);
  });

  it("is kept with its status when its last occurrence turns out to be another problem's", async () => {
    const store = await resolvedStore();
    await write(store, { spans: [makeSpan('a', 'root', { status: 'error', statusMessage: 'Cause found' })] });
    expect(
      await rows(store, "SELECT status, occurrence_count FROM maho_insights_errors WHERE error_type = 'Failure'")
    ).toEqual([{ status: 'resolved', occurrence_count: 0 }]);
  });
});

/** Waits until another transaction holds rows of the table. */
async function untilLocked(store: TestStore, table: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const free = await store.store.pool.query(`SELECT * FROM ${table} FOR UPDATE NOWAIT`).then(
      () => true,
      () => false
    );
    if (!free) {
      return;
    }
    await setTimeout(10);
  }
  throw new Error(`Nobody has locked ${table}`);
}

describe('several writers', () => {
  /** Forty failing requests, each told by three exports. */
  function requests(): Array<Array<Partial<Export>>> {
    return Array.from({ length: 40 }, (_, n) => {
      const time = noon + n * 1_000_000;
      return [
        { spans: [makeSpan(`t${n}`, 'sql', { parent: 'root', start: time })] },
        {
          spans: [
            makeSpan(`t${n}`, 'root', {
              status: 'error',
              statusMessage: `Failure${n % 3} number ${n}`,
              start: time,
              events: [order],
            }),
          ],
        },
        {
          logs: [makeLog(`t${n}`, `Failure${n % 3} number ${n}`, { time })],
          points: [makePoint('maho.orders', 1, { time })],
        },
      ];
    });
  }

  it('leave the same rows as one alone, when each writes parts of the same traces', async () => {
    const all = requests();
    const alone = await emptyStore();
    await write(alone, ...all.flat());

    const url = await stores.createSchema();
    const writers = [openStore(url), openStore(url), openStore(url)];
    await Promise.all(writers.map((store) => store.store.migrate()));
    await Promise.all(
      writers.map(async (store, writer) => {
        for (let at = 0; at < all.length; at += 4) {
          // Each writes another part of the same traces at the same time, in an order of its own, and the first one's again.
          const batch = all.slice(at, at + 4).flatMap((parts) => [parts[writer], parts[0]]);
          await write(store, ...(writer === 1 ? batch.toReversed() : batch));
        }
      })
    );
    const withoutLuck = async (store: TestStore) => {
      const { errors, stores, signals, ...rest } = await everything(store);
      // When something was last seen is noted every few seconds.
      const noted = [...stores, ...signals].map(({ last_seen, last_received, ...row }) => row);
      // Which of several occurrences at the same millisecond is the latest, is a matter of chance.
      return {
        ...rest,
        noted,
        errors: errors.map(({ error_hash, occurrence_count, first_seen, last_seen, status }) => ({
          error_hash,
          occurrence_count,
          first_seen,
          last_seen,
          status,
        })),
      };
    };
    expect(await withoutLuck(writers[0])).toEqual(await withoutLuck(alone));
  });

  it('do not lose a batch to a deadlock', async () => {
    const url = await stores.createSchema();
    const store = openStore(url);
    await store.store.migrate();
    await write(store, { logs: [makeLog('a', 'Alpha one'), makeLog('b', 'Beta one')] });
    // Locks what the batch locks, in the opposite order. Of two, the database ends the one that changed fewer rows.
    const rival = await mysql.createConnection(url);
    await rival.beginTransaction();
    const many = Array.from({ length: 500 }, (_, n) => ['rival', n, 'code', new Date()]);
    await rival.query('INSERT INTO maho_insights_stores (service, store_id, store_code, last_seen) VALUES ?', [many]);
    await rival.query('SELECT * FROM maho_insights_errors FOR UPDATE');
    const writing = write(store, { logs: [makeLog('a', 'Alpha two', { severity: 20 }), makeLog('b', 'Beta two')] });
    await untilLocked(store, 'maho_insights_trace_heads');
    await rival.query('UPDATE maho_insights_trace_heads SET revision = revision + 1');
    await rival.rollback();
    await rival.end();
    await writing;
    expect(await rows(store, 'SELECT SUM(trace_count) AS parts FROM maho_insights_trace_blocks')).toEqual([
      { parts: '4' },
    ]);
  });

  it('migrate at the same time, and again, without harm', async () => {
    const url = await stores.createSchema();
    const [one, two] = [openStore(url), openStore(url)];
    await Promise.all([one.store.migrate(), two.store.migrate()]);
    await one.store.migrate();
    expect(await rows(one, 'SELECT name FROM maho_insights_migrations')).toEqual([
      { name: '0001-tables.sql' },
      { name: '0002-storage.sql' },
      { name: '0003-errors.sql' },
    ]);
  });
});

describe('a database that', () => {
  it('lost its connection in the middle of a migration has it finished by the next start', async () => {
    const store = await emptyStore();
    await store.store.pool.query('DROP TABLE maho_insights_signals');
    await store.store.pool.query('DELETE FROM maho_insights_migrations');
    await store.store.migrate();
    expect(await rows(store, 'SELECT * FROM maho_insights_signals')).toEqual([]);
  });

  it('is away makes writing retryable', async () => {
    const url = new URL(await stores.createSchema());
    url.port = '13339';
    const store = openStore(url.href);
    await expect(write(store, ...failure)).rejects.toThrow(RetryableError);
    await expect(store.store.migrate()).rejects.toThrow(RetryableError);
    await expect(store.store.ping()).rejects.toThrow();
  });

  it('closed a connection of the pool is written to through a new one', async () => {
    const store = await emptyStore();
    const killer = await mysql.createConnection(await stores.createSchema());
    const [own] = await rows(store, 'SELECT CONNECTION_ID() AS id');
    await killer.query(`KILL ${own.id}`);
    await killer.end();
    await write(store, ...failure);
    expect(await rows(store, 'SELECT COUNT(*) AS traces FROM maho_insights_traces')).toEqual([{ traces: 1 }]);
  });

  it('misses the schema, or refuses the user, is explained', async () => {
    const url = new URL(await stores.createSchema());
    url.pathname = `${url.pathname}_missing`;
    await expect(openStore(url.href).store.migrate()).rejects.toThrow(
      /does not exist: create it|may not use the schema/
    );
    url.password = 'wrong';
    await expect(openStore(url.href).store.migrate()).rejects.toThrow(
      'refuses the user or password of INSIGHTS_DB_URL'
    );
  });
});

it('tells stores of several services apart', async () => {
  const store = await emptyStore();
  await write(store, {
    spans: [
      makeSpan('a', 'root'),
      makeSpan('b', 'root', { resource: resourceOf('Shop') }),
      makeSpan('c', 'root', { resource: resourceOf('shöp') }),
    ],
  });
  expect(await rows(store, 'SELECT service FROM maho_insights_stores ORDER BY service')).toHaveLength(3);
});

describe('a batch', () => {
  const spoolId = 'ab'.repeat(16);

  it("behind its spool's stored position is not stored again", async () => {
    const store = await emptyStore();
    const point = (n: number) => ({ points: [makePoint('maho.orders', n)] });
    await store.write([point(1)], { position: { spoolId, segment: 1, position: 500 } });
    await store.write([point(2)], { position: { spoolId, segment: 2, position: 100 } });
    const before = await everything(store);
    await store.write([point(1)], { position: { spoolId, segment: 1, position: 500 } });
    await store.write([point(4)], { position: { spoolId, segment: 2, position: 100 } });
    expect(await everything(store)).toEqual(before);
    expect(await store.store.position(spoolId)).toEqual({ spoolId, segment: 2, position: 100 });
    expect(await store.store.position('cd'.repeat(16))).toBeNull();
  });

  it('that fails leaves the position where it was', async () => {
    const url = await stores.createSchema();
    const store = openStore(url, () => {
      throw new TypeError('a fault in the analysis');
    });
    await store.store.migrate();
    const position = { spoolId, segment: 1, position: 1 };
    await expect(store.write([{ spans: [makeSpan('a', 'root')] }], { position })).rejects.toThrow(TypeError);
    expect(await store.store.position(spoolId)).toBeNull();
  });
});

describe('the parts of a trace', () => {
  const spans = [
    makeSpan('a', 'root', { status: 'error', statusMessage: 'Failure here', events: [order], duration: 900_000 }),
    ...Array.from({ length: 40 }, (_, n) =>
      makeSpan('a', `query ${n}`, { parent: n % 3 === 0 ? 'root' : `query ${n - (n % 3)}`, start: noon + n * 20_000 })
    ),
  ];
  const logs = [makeLog('a', 'Failure here'), makeLog('a', 'A notice', { severity: 10 })];

  it('give the same in whatever parts and order they come', async () => {
    const whole = await emptyStore();
    await write(whole, { spans, logs });
    const expected = await everything(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(spans, { minLength: spans.length }),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
        fc.shuffledSubarray(logs, { minLength: 2 }),
        fc.nat(4),
        async (shuffled, cuts, logOrder, logsAfter) => {
          const store = await emptyStore();
          const borders = [0, ...cuts.sort((a, b) => a - b), shuffled.length];
          const parts: Array<Partial<Export>> = borders
            .slice(1)
            .map((to, at) => ({ spans: shuffled.slice(borders[at], to) }));
          parts.splice(logsAfter, 0, ...logOrder.map((log) => ({ logs: [log] })));
          for (const part of parts) {
            await write(store, part);
          }
          expect(await everything(store)).toEqual(expected);
        }
      ),
      { numRuns: 6 }
    );
  });

  it('join what came days before', async () => {
    const whole = await emptyStore();
    await write(whole, { spans });
    const store = await emptyStore();
    await write(store, { spans: spans.slice(0, 20) });
    // Heads are dropped after two days.
    await store.store.pool.query('DELETE FROM maho_insights_trace_heads');
    await write(store, { spans: spans.slice(20) });
    const [expected, got] = [await everything(whole), await everything(store)];
    expect({ ...got, signals: [] }).toEqual({ ...expected, signals: [] });
  });

  it('of a clock that cannot be right are filed when they came, and keep what they told', async () => {
    for (const told of [Date.UTC(2199, 0, 1) * 1000, 1_000_000]) {
      const store = await emptyStore();
      const wrong = spans.map((span) => ({
        ...span,
        start: span.start - noon + told,
        events: span.events.map((event) => ({ ...event, time: told })),
      }));
      await write(store, { spans: wrong.slice(1) });
      await write(store, { spans: wrong.slice(0, 1) });
      await write(store, { spans: wrong.slice(0, 3) });
      const all = await everything(store);
      expect(all.traces).toMatchObject([{ start_time: new Date(receivedAt), span_count: spans.length, flags: 1 }]);
      expect(all.error_occurrences).toMatchObject([{ occurred_at: expect.any(Date) }]);
      expect(Math.abs(+all.error_occurrences[0].occurred_at - receivedAt)).toBeLessThan(60_000);
      expect(Math.abs(+all.events[0].occurred_at - receivedAt)).toBeLessThan(60_000);
      expect(all.records[0].spans[0].start).toBe(told);
      expect(all.records[0].spans).toHaveLength(spans.length);
    }
  });
});

describe('heads', () => {
  const head = (parts: number) => ({ traceId: hexId('a'), parts, firstTime: noon, lastTime: noon });
  const midnight = Date.UTC(2026, 10, 24);

  async function take(store: TestStore, now: number, parts: number): Promise<number[]> {
    const connection = await store.store.pool.getConnection();
    const before = await takeHeads(connection, [head(parts)], now);
    connection.release();
    return before.map((found) => found.parts);
  }

  it('tell what had come, on the day before as well, and no longer than that', async () => {
    const store = await emptyStore();
    expect(await take(store, midnight - 1_000, 1)).toEqual([]);
    expect(await take(store, midnight - 500, 2)).toEqual([1]);
    expect(await take(store, midnight + 1_000, 1)).toEqual([3]);
    expect(await take(store, midnight + 3_600_000, 4)).toEqual([3]);
    expect(await take(store, midnight + 90_000_000, 1)).toEqual([5]);
    expect(await take(store, midnight + 300_000_000, 1)).toEqual([]);
  });
});
