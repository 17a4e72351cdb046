import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { scratchDatabase, type ScratchDatabase } from '../../scripts/lib/scratchDatabase.ts';

/** Empty schemas on one server, for tests that need several. */
export class Schemas {
  readonly #folder: string;
  readonly #database: ScratchDatabase;
  readonly #connection: mysql.Connection;
  readonly #names: string[] = [];

  private constructor(folder: string, database: ScratchDatabase, connection: mysql.Connection) {
    this.#folder = folder;
    this.#database = database;
    this.#connection = connection;
  }

  static async open(): Promise<Schemas> {
    const folder = await mkdtemp(join(tmpdir(), 'insights-schemas-'));
    const database = await scratchDatabase(join(folder, 'database'), () => undefined);
    return new Schemas(folder, database, await mysql.createConnection(database.url));
  }

  /** URL of a schema that is empty and has never been used. */
  async create(): Promise<string> {
    const name = `maho_insights_${randomBytes(6).toString('hex')}`;
    await this.#connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    this.#names.push(name);
    const url = new URL(this.#database.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async close(): Promise<void> {
    for (const name of this.#names) {
      await this.#connection.query(`DROP DATABASE IF EXISTS ${name}`);
    }
    await this.#connection.end();
    await this.#database.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
