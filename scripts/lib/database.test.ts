import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { startDatabase, type Database } from './database.ts';

jest.setTimeout(120_000);

let folder: string;
let dataDir: string;
const started: Database[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insights-database-'));
  dataDir = join(folder, 'data');
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((database) => database.stop()));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function start(log?: (line: string) => void): Promise<Database> {
  const database = await startDatabase({ dataDir, log });
  started.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<RowDataPacket[]> {
  const connection = await mysql.createConnection(url);
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

it('keeps its data and its address from one start to the next', async () => {
  const first = await start();
  expect(new URL(first.url)).toMatchObject({ hostname: '127.0.0.1', pathname: '/maho_insights' });
  expect(Number(new URL(first.url).port)).toBeLessThan(32_768);
  await ask(first.url, 'CREATE TABLE kept (n INT)');
  await ask(first.url, 'INSERT INTO kept VALUES (42)');
  await first.stop();
  await expect(ask(first.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
});

it('recovers from being killed', async () => {
  const killed = await start();
  await ask(killed.url, 'CREATE TABLE survived (n INT)');
  process.kill(killed.pid, 'SIGKILL');
  await killed.stop();
  const again = await start();
  expect(await ask(again.url, 'SELECT * FROM survived')).toEqual([]);
});

it('takes over a server that still runs on the folder', async () => {
  const running = await start();
  const lines: string[] = [];
  const again = await start((line) => lines.push(line));
  expect(again).toMatchObject({ url: running.url, pid: running.pid });
  expect(lines).toEqual([expect.stringContaining('Taking over the database server')]);
});

it('lets its user create schemas of its own, and no others', async () => {
  const { url } = await start();
  await ask(url, 'CREATE DATABASE maho_insights_other');
  await ask(url, 'DROP DATABASE maho_insights_other');
  await expect(ask(url, 'CREATE DATABASE shop')).rejects.toThrow(/denied/);
  expect((await stat(dataDir)).mode & 0o077).toBe(0);
});

it('says which port is taken', async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);
  await expect(startDatabase({ dataDir: join(folder, 'second'), port })).rejects.toThrow(`Port ${port} is taken`);
});

it('shows the log of a server that does not start', async () => {
  await (await start()).stop();
  await rm(join(dataDir, 'files', 'ibdata1'));
  await expect(start()).rejects.toThrow(/The database server did not start: it ended with[\s\S]*InnoDB/);
});
