import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..');
const number = expect.any(Number);

/** The JSON line that a measurement prints last. How fast it was is nothing that a test may ask. */
async function bench(...args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'bench', 'bench.ts'), ...args], {
    cwd: root,
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1)!);
}

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('insights-bench-'));

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

it('refuses what it does not understand, and leaves nothing behind', async () => {
  await expect(bench('ingest', '--seconds', 'long')).rejects.toThrow(/--seconds takes a number above 0, not long/);
  expect(folders()).toEqual([]);
});
