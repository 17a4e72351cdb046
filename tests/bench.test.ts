import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');
const number = expect.any(Number);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'insights-bench-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
// Whatever a measurement makes, it makes there.
afterEach(() => expect(readdirSync(folder)).toEqual([]));

function start(...args: string[]): ChildProcess {
  const env = { ...process.env, TMPDIR: folder };
  return spawn(process.execPath, [join(root, 'bench', 'bench.ts'), ...args], { cwd: root, env });
}

async function outputOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  child.stdout!.on('data', (chunk) => (texts.stdout += chunk));
  child.stderr!.on('data', (chunk) => (texts.stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, ...texts };
}

/** The JSON line that a measurement prints last. How fast it was is nothing that a test may ask. */
async function bench(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await outputOf(start(...args));
  if (code !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
}

it('ingest tells all its figures, and nothing is lost', async () => {
  expect(await bench('ingest', '--seconds', '5')).toEqual({
    spansPerSecond: number,
    cpuMicrosPerSpan: { shim: number, database: expect.anything() },
    ackP50Ms: number,
    ackP99Ms: number,
    lagSecondsAtEnd: number,
    peakRssMiB: number,
    bytesPerRequest: number,
    lost: 0,
  });
});

it('a simulated shop of one request a second loses nothing', async () => {
  const told = await bench('ingest', '--requests-per-second', '1', '--simulate', '0.1');
  expect(told).toMatchObject({ bytesPerRequest: number, lost: 0 });
});

it('errors times every question, on as many occurrences as were asked for', async () => {
  const told = await bench('errors', '--problems', '40', '--occurrences', '2000', '--days', '3', '--repeat', '2');
  const times = { p50: number, p95: number, first: number };
  expect(told).toMatchObject({
    problems: 40,
    rows: number,
    list: times,
    searchCustomer: times,
    walkOccurrences: times,
  });
});

it('crash loses and doubles nothing', async () => {
  const told = await bench('crash', '--kills', '2', '--longest', '1000');
  expect(told).toEqual({ acknowledged: number, lost: 0, duplicated: 0 });
  expect((told as { acknowledged: number }).acknowledged).toBeGreaterThan(0);
});

it('queries times every question', async () => {
  const time = { p50: number, p95: number };
  expect(await bench('queries', '--traces', '600', '--repeat', '3')).toMatchObject({
    overview: time,
    timeseries: time,
    slowestRequests: time,
    problems: time,
    occurrences: time,
    trace: time,
  });
});

it('overhead tells what a worker waits, by mode and rate', async () => {
  const waits = { ackP50Ms: number, ackP99Ms: number, workerP50Ms: number, workerP99Ms: number };
  const rates = { 10: waits, 50: waits, 200: waits };
  expect(await bench('overhead', '--seconds', '1')).toEqual({ default: rates, strict: rates });
});

it('refuses what it does not understand', async () => {
  await expect(bench('ingest', '--seconds', 'long')).rejects.toThrow(/--seconds takes a number above 0, not long/);
  await expect(bench('ingest', '--sceonds', '5')).rejects.toThrow(/sceonds/);
});

it('ends and clears away everything on Ctrl-C', async () => {
  const child = start('ingest', '--seconds', '600');
  const output = outputOf(child);
  child.stdout!.once('data', () => setTimeout(() => child.kill('SIGINT'), 3_000));
  expect(await output).toMatchObject({ code: 1 });
});
