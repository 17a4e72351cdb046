import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureRange } from '../../scripts/lib/captureRange.ts';
import { computeFigures, type Figures } from '../../scripts/lib/computeFigures.ts';
import { QueryClient } from '../../scripts/lib/QueryClient.ts';
import { readCapture, type CapturedExport } from '../../scripts/lib/readCapture.ts';
import { scratchDatabase, type ScratchDatabase } from '../../scripts/lib/scratchDatabase.ts';
import { sendExports, type SendSummary } from '../../scripts/lib/sendExports.ts';
import { startShim, type Shim } from '../../scripts/lib/startShim.ts';
import { CuttableProxy } from './CuttableProxy.ts';

const day = 86_400_000;

export interface LabOptions {
  /** A schema that is there already, and stays; one of its own when absent. */
  databaseUrl?: string;
  /** The shim's data folder; one of its own when absent. */
  dataDir?: string;
  /** More environment variables of the shim. */
  env?: Record<string, string>;
}

/** A shim with a schema of its own, reached through a connection that can be cut. */
export class Lab {
  shim!: Shim;
  readonly database: Pick<ScratchDatabase, 'url' | 'close'>;
  readonly proxy: CuttableProxy;
  readonly dataDir: string;
  readonly #folder: string;
  readonly #env: Record<string, string>;
  /** What all shims of this lab have printed. */
  printed = '';

  private constructor(folder: string, database: Lab['database'], proxy: CuttableProxy, options: LabOptions) {
    this.#folder = folder;
    this.#env = options.env ?? {};
    this.dataDir = options.dataDir ?? join(folder, 'shim');
    this.database = database;
    this.proxy = proxy;
  }

  static async open(options: LabOptions = {}): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), 'insights-lab-'));
    const database = options.databaseUrl
      ? { url: options.databaseUrl, close: async () => undefined }
      : await scratchDatabase(join(folder, 'database'), () => undefined);
    const { hostname, port } = new URL(database.url);
    const proxy = new CuttableProxy({ host: hostname, port: Number(port || 3306) });
    await proxy.open();
    const lab = new Lab(folder, database, proxy, options);
    await lab.startShim();
    return lab;
  }

  async startShim(): Promise<void> {
    const url = new URL(this.database.url);
    url.hostname = '127.0.0.1';
    url.port = String(this.proxy.port);
    const log = (text: string) => (this.printed += text);
    this.shim = await startShim({ dbUrl: url.href, dataDir: this.dataDir, env: this.#env, log });
  }

  /** What the shim says of the database: `ok`, or what it waits for. */
  async databaseState(): Promise<string> {
    const response = await fetch(`${this.shim.url}/readyz`);
    return ((await response.json()) as { database: string }).database;
  }

  get client(): QueryClient {
    return new QueryClient(this.shim.url, this.shim.token);
  }

  /** Sends exports and fails if one was refused. */
  async send(exports: AsyncIterable<CapturedExport> | Iterable<CapturedExport>): Promise<SendSummary> {
    const summary = await sendExports(exports, { url: this.shim.url });
    expect(summary.refused).toEqual([]);
    return summary;
  }

  /** What the pages show of a set, once all is stored; so many bodies are to be dead letters. */
  async figures(file: string, deadLetters = 0): Promise<Figures> {
    const status = await this.client.settled();
    expect(status.deadLetters).toBe(deadLetters);
    const { from, to } = await captureRange([file]);
    return computeFigures(this.client, { from: from - day, to: to + day });
  }

  async close(): Promise<void> {
    await this.shim.stop();
    await this.proxy.cut();
    await this.database.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** All exports of a capture, in the order recorded. */
export async function exportsOf(file: string): Promise<CapturedExport[]> {
  return Array.fromAsync(readCapture(file));
}
