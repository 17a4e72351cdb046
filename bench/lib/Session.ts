import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePort } from '../../scripts/lib/choosePort.ts';
import { startShim, type Shim, type ShimOptions } from '../../scripts/lib/startShim.ts';
import type { LoadPlan } from '../generator/protocol.ts';
import { CleanUp } from './CleanUp.ts';
import { findRecordings } from './findRecordings.ts';
import { Generator } from './Generator.ts';
import { openDatabase, type BenchDatabase } from './openDatabase.ts';

/** A folder, a database and as many shims as a measurement starts: all gone at the end, however it ends. */
export class Session {
  readonly cleanUp: CleanUp;
  readonly folder: string;
  readonly database: BenchDatabase;
  readonly #port: number;

  private constructor(folder: string, database: BenchDatabase, port: number, cleanUp: CleanUp) {
    this.folder = folder;
    this.database = database;
    this.#port = port;
    this.cleanUp = cleanUp;
  }

  static async open(cleanUp: CleanUp): Promise<Session> {
    const folder = await mkdtemp(join(tmpdir(), 'insights-bench-'));
    cleanUp.add(() => rm(folder, { recursive: true, force: true }));
    const database = await openDatabase(databaseFolderIn(folder), cleanUp, (line) => console.error(line));
    const settings = Object.entries(database.settings).map(([name, value]) => `${name}=${value}`);
    console.log(`Database: ${database.version}; ${settings.join(', ')}`);
    return new Session(folder, database, await choosePort(undefined), cleanUp);
  }

  /** Of the private server, if there is one. */
  get databaseFolder(): string {
    return databaseFolderIn(this.folder);
  }

  get tracesFile(): string {
    return join(this.folder, 'traces');
  }

  /** Always on the same port, so that one may follow another that was killed. */
  async startShim(env: Record<string, string> = {}, options: Partial<ShimOptions> = {}): Promise<Shim> {
    const shim = await startShim({
      dbUrl: this.database.url,
      dataDir: join(this.folder, 'shim'),
      port: this.#port,
      env: { INSIGHTS_LOG_LEVEL: 'warn', ...env },
      log: (text) => process.stderr.write(text),
      ...options,
    });
    this.cleanUp.add(() => shim.kill());
    return shim;
  }

  startLoad(plan: Partial<LoadPlan>): Promise<Generator> {
    const whole: LoadPlan = {
      files: findRecordings(),
      host: '127.0.0.1',
      port: this.#port,
      connections: 8,
      connectPerRequest: false,
      seconds: null,
      requests: null,
      spansPerSecond: null,
      requestsPerSecond: null,
      simulated: null,
      freshNumbers: true,
      spansPerTrace: null,
      tracesFile: this.tracesFile,
      ...plan,
    };
    return Generator.start(whole, this.cleanUp);
  }
}

function databaseFolderIn(folder: string): string {
  return join(folder, 'database');
}
