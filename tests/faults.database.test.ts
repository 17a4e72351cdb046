import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import type { CapturedExport } from '../scripts/lib/readCapture.ts';
import type { Figures } from '../scripts/lib/computeFigures.ts';
import { Lab, exportsOf } from './support/Lab.ts';
import { OwnDatabase } from './support/OwnDatabase.ts';
import { excerpts } from './support/recordedSets.ts';
import { until } from './support/until.ts';

const set = excerpts.find(({ name }) => name === 'excerpt-protobuf')!;

/** What is done to a real server, and undone, while exports come; the figures stay those of a calm day. */
describe('a database', () => {
  let exports: CapturedExport[];
  let calm: Figures;
  let database: OwnDatabase;
  let lab: Lab;

  beforeAll(async () => {
    exports = await exportsOf(set.file);
    const quiet = await Lab.open();
    await quiet.send(exports);
    calm = await quiet.figures(set.file);
    await quiet.close();
  });
  beforeEach(async () => {
    database = await OwnDatabase.open();
    lab = await Lab.open({ databaseUrl: database.url });
  });
  afterEach(async () => {
    await lab.close();
    await database.close();
  });

  /** Sends a third before, a third meanwhile and a third after; each is acknowledged. */
  async function during(fault: () => Promise<void>, end: () => Promise<void>, sign: RegExp): Promise<void> {
    const third = Math.floor(exports.length / 3);
    await lab.send(exports.slice(0, third));
    await lab.client.settled();
    await fault();
    await lab.send(exports.slice(third, 2 * third));
    await until(
      () => lab.databaseState(),
      (state) => sign.test(state)
    );
    await end();
    await lab.send(exports.slice(2 * third));
    expect(await lab.figures(set.file)).toEqual(calm);
    expect(await lab.databaseState()).toBe('ok');
  }

  it('may be stopped and started again', async () => {
    await during(
      () => database.stop(),
      () => database.start(),
      /cannot store now|ECONNREFUSED|closed/
    );
  });

  it('may be killed and started again', async () => {
    await during(
      () => database.kill(),
      () => database.start(),
      /cannot store now|ECONNREFUSED|closed/
    );
  });

  it('may be frozen', async () => {
    await during(
      async () => database.freeze(),
      async () => database.thaw(),
      /Nothing has been stored for \d+ s/
    );
  });

  it('may be frozen and then killed', async () => {
    await during(
      async () => {
        database.freeze();
        await lab.send(exports.slice(0, 10));
        await sleep(2_000);
        await database.kill();
      },
      () => database.start(),
      /cannot store now|ECONNREFUSED|closed/
    );
  });

  it('may be read-only for a while, as after a failover', async () => {
    await during(
      () => database.asRoot('SET GLOBAL read_only = 1'),
      () => database.asRoot('SET GLOBAL read_only = 0'),
      /read-only/
    );
  });

  it('may have no connection left for us', async () => {
    const others: mysql.Connection[] = [];
    const root = await database.connectAsRoot();
    const select = "SELECT id FROM information_schema.processlist WHERE user = 'insights'";
    await root.query('SET GLOBAL max_connections = 10');
    await during(
      async () => {
        // Until there is none for anyone else: the shim may get one in between, which is taken from it, too.
        for (let isFull = false; !isFull;) {
          const ids = new Set(others.map(({ threadId }) => threadId));
          const [rows] = await root.query<Array<mysql.RowDataPacket & { id: number }>>(select);
          const theirs = rows.filter(({ id }) => !ids.has(id));
          await Promise.all(theirs.map(({ id }) => root.query(`KILL ${id}`).catch(() => undefined)));
          const connection = await mysql.createConnection(database.url).catch(() => null);
          isFull = connection === null && theirs.length === 0;
          others.push(...(connection ? [connection] : []));
        }
      },
      async () => others.forEach((connection) => connection.destroy()),
      /Too many connections/
    );
    root.destroy();
  });

  it('may fail with everything for a reason that is not known: nothing becomes a dead letter', async () => {
    await during(
      () => database.asRoot(refuse('maho_insights_trace_blocks', 'TRUE')),
      () => database.asRoot('DROP TRIGGER refuse'),
      /fails with every body: no such luck/
    );
  });

  it('may refuse some bodies for good: they alone become dead letters', async () => {
    await database.asRoot(refuse('maho_insights_sources', "NEW.service = 'cursed'"));
    const half = Math.floor(exports.length / 2);
    await lab.send(exports.slice(0, half));
    await lab.send([cursedExport()]);
    await lab.send(exports.slice(half));
    const { deadLetters } = await lab.client.settled();
    expect(deadLetters).toBe(1);
    expect(await lab.figures(set.file, 1)).toEqual(calm);
  });
});

function refuse(table: string, condition: string): string {
  return `CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW
    IF ${condition} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such luck'; END IF`;
}

function cursedExport(): CapturedExport {
  const now = Date.now();
  const span = {
    traceId: 'c'.repeat(32),
    spanId: 'c'.repeat(16),
    name: 'GET /',
    kind: 2,
    startTimeUnixNano: `${now}000000`,
    endTimeUnixNano: `${now + 5}000000`,
  };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'cursed' } }] };
  const body = { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] };
  return { at: now, path: '/v1/traces', contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
}
