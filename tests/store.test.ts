import { setTimeout } from 'node:timers/promises';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import { RetryableError } from '../backend-shim/src/pipeline/errors.ts';
import type { Export } from '../backend-shim/src/pipeline/records.ts';
import { createStore } from '../backend-shim/src/store/createStore.ts';
import type { Store } from '../backend-shim/src/store/Store.ts';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { Schemas } from './support/Schemas.ts';
import {
  analyseSimply,
  hexId,
  makeExport,
  makeLog,
  makePoint,
  makeSpan,
  noon,
  resourceOf,
} from './support/shopRecords.ts';

const logger = createLogger('silent');
const receivedAt = noon / 1000 + 500;
const stores: Store[] = [];
jest.setTimeout(120_000);
let schemas: Schemas;

beforeAll(async () => {
  schemas = await Schemas.open();
});

afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

afterAll(async () => {
  await schemas.close();
});

function openStore(url: string, analyse = analyseSimply): Store {
  const store = createStore({ url, analyse, logger });
  stores.push(store);
  return store;
}

async function emptyStore(): Promise<Store> {
  const store = openStore(await schemas.create());
  await store.migrate();
  return store;
}

function write(store: Store, ...exports: Array<Partial<Export>>): Promise<void> {
  return store.write(exports.map((records) => ({ export: makeExport(records), receivedAt })));
}

async function rows(store: Store, sql: string): Promise<RowDataPacket[]> {
  const [found] = await store.pool.query<RowDataPacket[]>(sql);
  return found.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value])
    )
  ) as RowDataPacket[];
}

/** Every row of every table but the bookkeeping of who wrote how often. */
async function everything(store: Store): Promise<Record<string, RowDataPacket[]>> {
  const tables = ['traces', 'trace_parts', 'errors', 'error_occurrences', 'events', 'metrics', 'stores', 'signals'];
  const all: Record<string, RowDataPacket[]> = {};
  for (const table of tables) {
    all[table] = await rows(store, `SELECT * FROM maho_insights_${table} ORDER BY 1, 2`);
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
      { trace_id: hexId('a'), span_count: 2, query_count: 1, status: 'error', root_kind: 'server' },
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
    expect(await rows(store, 'SELECT has_trace, root_kind, store_id FROM maho_insights_error_occurrences')).toEqual([
      { has_trace: 0, root_kind: null, store_id: null },
    ]);
    expect(await rows(store, 'SELECT * FROM maho_insights_traces')).toEqual([]);
    await write(store, { spans: [makeSpan('a', 'root', { status: 'error', statusMessage: 'Late failure!' })] });
    expect(await rows(store, 'SELECT has_trace, root_kind, store_id FROM maho_insights_error_occurrences')).toEqual([
      { has_trace: 1, root_kind: 'server', store_id: 1 },
    ]);
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
    expect(await rows(store, 'SELECT CHAR_LENGTH(path) AS path, store_id FROM maho_insights_traces')).toEqual([
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
    await store.write([]);
    expect(Object.values(await everything(store)).flat()).toEqual([]);
  });

  it('stores nothing of a batch that fails', async () => {
    const url = await schemas.create();
    const store = openStore(url, (records) => {
      if (records.traceId === hexId('bad')) {
        throw new TypeError('a fault in the analysis');
      }
      return analyseSimply(records);
    });
    await store.migrate();
    await expect(write(store, ...failure, { spans: [makeSpan('bad', 'root')] })).rejects.toThrow(TypeError);
    expect(Object.values(await everything(store)).flat()).toEqual([]);
  });
});

describe('a problem that was resolved', () => {
  async function resolvedStore(): Promise<Store> {
    const store = await emptyStore();
    await write(store, { logs: [makeLog('a', 'Failure one', { time: noon })] });
    await store.pool.query(
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
async function untilLocked(store: Store, table: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const free = await store.pool.query(`SELECT * FROM ${table} FOR UPDATE NOWAIT`).then(
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

    const url = await schemas.create();
    const writers = [openStore(url), openStore(url), openStore(url)];
    await Promise.all(writers.map((store) => store.migrate()));
    await Promise.all(
      writers.map(async (store, writer) => {
        for (let at = 0; at < all.length; at += 4) {
          // Each writes another part of the same traces at the same time, in an order of its own, and the first one's again.
          const batch = all.slice(at, at + 4).flatMap((parts) => [parts[writer], parts[0]]);
          await write(store, ...(writer === 1 ? batch.toReversed() : batch));
        }
      })
    );
    const withoutLuck = async (store: Store) => {
      const { errors, ...rest } = await everything(store);
      // Which of several occurrences at the same millisecond is the latest, is a matter of chance.
      return {
        ...rest,
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
    const url = await schemas.create();
    const store = openStore(url);
    await store.migrate();
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
    expect(await rows(store, 'SELECT COUNT(*) AS parts FROM maho_insights_trace_parts')).toEqual([{ parts: 4 }]);
  });

  it('migrate at the same time, and again, without harm', async () => {
    const url = await schemas.create();
    const [one, two] = [openStore(url), openStore(url)];
    await Promise.all([one.migrate(), two.migrate()]);
    await one.migrate();
    expect(await rows(one, 'SELECT name FROM maho_insights_migrations')).toEqual([{ name: '0001-tables.sql' }]);
  });
});

describe('a database that', () => {
  it('lost its connection in the middle of a migration has it finished by the next start', async () => {
    const store = await emptyStore();
    await store.pool.query('DROP TABLE maho_insights_signals');
    await store.pool.query('DELETE FROM maho_insights_migrations');
    await store.migrate();
    expect(await rows(store, 'SELECT * FROM maho_insights_signals')).toEqual([]);
  });

  it('is away makes writing retryable', async () => {
    const url = new URL(await schemas.create());
    url.port = '13339';
    const store = openStore(url.href);
    await expect(write(store, ...failure)).rejects.toThrow(RetryableError);
    await expect(store.migrate()).rejects.toThrow(RetryableError);
    await expect(store.ping()).rejects.toThrow();
  });

  it('closed a connection of the pool is written to through a new one', async () => {
    const store = await emptyStore();
    const killer = await mysql.createConnection(await schemas.create());
    const [own] = await rows(store, 'SELECT CONNECTION_ID() AS id');
    await killer.query(`KILL ${own.id}`);
    await killer.end();
    await write(store, ...failure);
    expect(await rows(store, 'SELECT COUNT(*) AS traces FROM maho_insights_traces')).toEqual([{ traces: 1 }]);
  });

  it('misses the schema, or refuses the user, is explained', async () => {
    const url = new URL(await schemas.create());
    url.pathname = `${url.pathname}_missing`;
    await expect(openStore(url.href).migrate()).rejects.toThrow(/does not exist: create it|may not use the schema/);
    url.password = 'wrong';
    await expect(openStore(url.href).migrate()).rejects.toThrow('refuses the user or password of INSIGHTS_DB_URL');
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
