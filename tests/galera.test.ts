import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { captureRange } from '../scripts/lib/captureRange.ts';
import { computeFigures, type Figures } from '../scripts/lib/computeFigures.ts';
import { QueryClient } from '../scripts/lib/QueryClient.ts';
import { readCapture, type CapturedExport } from '../scripts/lib/readCapture.ts';
import { sendExports } from '../scripts/lib/sendExports.ts';
import { startShim, type Shim } from '../scripts/lib/startShim.ts';
import { FailoverProxy } from './support/FailoverProxy.ts';
import { GaleraCluster } from './support/GaleraCluster.ts';
import { captureSets, excerpts, type RecordedSet } from './support/recordedSets.ts';

const dayMs = 86_400_000;

/** Two shims behind a load balancer, each behind one of its own before three nodes. */
class Replicas {
  readonly shims: Shim[] = [];
  readonly #folder: string;
  readonly #proxies: FailoverProxy[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(cluster: GaleraCluster): Promise<Replicas> {
    const replicas = new Replicas(await mkdtemp(join(tmpdir(), 'insights-replicas-')));
    const [first, second, third] = cluster.ports;
    for (const nodes of [
      [first, second, third],
      [second, third, first],
    ]) {
      const proxy = new FailoverProxy(nodes);
      await proxy.open();
      replicas.#proxies.push(proxy);
      const dataDir = join(replicas.#folder, String(replicas.shims.length));
      replicas.shims.push(await startShim({ dbUrl: cluster.url(proxy.port), dataDir }));
    }
    return replicas;
  }

  /** Every export to one of the shims in turn, the parts of one trace to both. */
  async send(exports: CapturedExport[]): Promise<void> {
    const halves = this.shims.map((_, index) => exports.filter((__, place) => place % this.shims.length === index));
    const summaries = await Promise.all(this.shims.map(({ url }, index) => sendExports(halves[index], { url })));
    expect(summaries.flatMap(({ refused }) => refused)).toEqual([]);
  }

  /** As each shim tells them once all is stored. */
  async figures(file: string): Promise<Figures[]> {
    const { from, to } = await captureRange([file]);
    const clients = this.shims.map(({ url, token }) => new QueryClient(url, token));
    for (const client of clients) {
      expect((await client.settled()).deadLetters).toBe(0);
    }
    return Promise.all(clients.map((client) => computeFigures(client, { from: from - dayMs, to: to + dayMs })));
  }

  async close(): Promise<void> {
    await Promise.all(this.shims.map((shim) => shim.stop()));
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function expectTruth(figures: Figures, set: RecordedSet): void {
  const { orders, ...truth } = set.truth();
  expect(figures).toMatchObject(truth);
  if (orders) {
    expect(figures.orders).toEqual(orders);
  }
}

const missing = GaleraCluster.missing();
if (missing !== null) {
  console.warn(`SKIPPED: two shims on a Galera cluster: ${missing}.`);
}

(missing === null ? describe : describe.skip)('two shims on a Galera cluster of three nodes', () => {
  const set = [...captureSets, ...excerpts].find(({ name }) => name.endsWith('-protobuf'))!;
  let cluster: GaleraCluster;
  let replicas: Replicas;

  beforeAll(async () => {
    cluster = await GaleraCluster.start();
  });
  beforeEach(async () => {
    replicas = await Replicas.open(cluster);
  });
  afterEach(() => replicas?.close());
  afterAll(() => cluster?.stop());

  it('lose nothing when a node is killed under load, nor when it comes back', async () => {
    expect(await cluster.size(0)).toBe(3);
    const exports = await Array.fromAsync(readCapture(set.file));
    const third = Math.floor(exports.length / 3);
    await replicas.send(exports.slice(0, third));
    const sending = replicas.send(exports.slice(third, 2 * third));
    await sleep(200);
    await cluster.kill(0);
    await sending;
    await cluster.rejoin(0);
    await replicas.send(exports.slice(2 * third));
    const [first, second] = await replicas.figures(set.file);
    expect(await cluster.size(0)).toBe(3);
    expectTruth(first, set);
    expect(second).toEqual(first);
  });

  it('count nothing twice when every export comes again, each to the other shim', async () => {
    const exports = await Array.fromAsync(readCapture(set.file));
    await replicas.send([exports[0], ...exports]);
    const [first, second] = await replicas.figures(set.file);
    expectTruth(first, set);
    expect(second).toEqual(first);
  });
});
