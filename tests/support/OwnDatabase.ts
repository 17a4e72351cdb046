import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { startDatabase, type Database } from '../../scripts/lib/database.ts';
import { isAlive } from '../../scripts/lib/serverProcess.ts';

/** A database server that a test may do to what it likes; it comes back on the same port with the same data. */
export class OwnDatabase {
  readonly #folder: string;
  #server: Database;

  private constructor(folder: string, server: Database) {
    this.#folder = folder;
    this.#server = server;
  }

  static async open(): Promise<OwnDatabase> {
    const folder = await mkdtemp(join(tmpdir(), 'insights-own-'));
    return new OwnDatabase(folder, await startDatabase({ dataDir: join(folder, 'database') }));
  }

  get url(): string {
    return this.#server.url;
  }

  /** As the server's administrator, who has a connection of his own when there are too many. */
  async connectAsRoot(): Promise<mysql.Connection> {
    const { socket } = JSON.parse(await readFile(join(this.#folder, 'database', 'server.json'), 'utf8'));
    return mysql.createConnection({ socketPath: socket, user: 'root', database: 'maho_insights' });
  }

  /** Runs a statement as the server's administrator. */
  async asRoot(statement: string): Promise<void> {
    const connection = await this.connectAsRoot();
    try {
      await connection.query(statement);
    } finally {
      connection.destroy();
    }
  }

  async start(): Promise<void> {
    this.#server = await startDatabase({ dataDir: join(this.#folder, 'database') });
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  async kill(): Promise<void> {
    process.kill(this.#server.pid, 'SIGKILL');
    while (isAlive(this.#server.pid)) {
      await sleep(20);
    }
  }

  freeze(): void {
    process.kill(this.#server.pid, 'SIGSTOP');
  }

  thaw(): void {
    process.kill(this.#server.pid, 'SIGCONT');
  }

  async close(): Promise<void> {
    if (isAlive(this.#server.pid)) {
      this.thaw();
    }
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
