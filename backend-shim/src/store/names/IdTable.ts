import { hash } from 'node:crypto';
import type { Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';

/** A table of rows that others refer to by a small number: each row once, found by the hash of what it says. */
export interface IdTableOptions<Item> {
  pool: Pool;
  table: string;
  idColumn: string;
  hashColumn: string;
  columns: Array<keyof Item & string>;
  /** Rows beyond this many are not kept apart: they get number 0. */
  limit: number;
}

type Value = string | number | null;

/** Numbers are given by the database, in any order, and remembered here for as long as the process lives. */
export class IdTable<Item extends { [K in keyof Item]: Value }> {
  readonly #options: IdTableOptions<Item>;
  readonly #ids = new Map<string, number>();

  constructor(options: IdTableOptions<Item>) {
    this.#options = options;
  }

  /**
   * Looks items up, after which {@link idOf} knows them; makes rows for new ones. Not within the caller's transaction:
   * a row that nothing refers to is harmless, and others shall see it at once.
   */
  async ensure(items: Iterable<Item>): Promise<void> {
    const missing = new Map<string, Item>();
    for (const item of items) {
      const key = this.#keyOf(item);
      if (!this.#ids.has(key)) {
        missing.set(key, item);
      }
    }
    if (missing.size === 0 || this.#ids.size >= this.#options.limit) {
      return;
    }
    const hashes = new Map([...missing.keys()].map((key) => [hashOf(key), key]));
    await this.#load(hashes);
    const unknown = [...missing].filter(([key]) => !this.#ids.has(key));
    if (unknown.length > 0) {
      await this.#insert(unknown);
      await this.#load(hashes);
    }
  }

  /** The number of an item that was ensured; 0 for one beyond the limit. */
  idOf(item: Item): number {
    return this.#ids.get(this.#keyOf(item)) ?? 0;
  }

  #keyOf(item: Item): string {
    return JSON.stringify(this.#options.columns.map((name) => item[name]));
  }

  async #load(hashes: Map<string, string>): Promise<void> {
    const { pool, table, idColumn, hashColumn } = this.#options;
    const all = [...hashes.keys()];
    for (let at = 0; at < all.length; at += 500) {
      const [rows] = await pool.query<Array<RowDataPacket & { id: number; hash: Buffer }>>(
        `SELECT ${idColumn} AS id, ${hashColumn} AS hash FROM ${table} WHERE ${hashColumn} IN (?)`,
        [all.slice(at, at + 500).map((digits) => Buffer.from(digits, 'hex'))]
      );
      rows.forEach((row) => this.#ids.set(hashes.get(row.hash.toString('hex')) as string, Number(row.id)));
    }
  }

  async #insert(items: Array<[string, Item]>): Promise<void> {
    const { pool, table, hashColumn, columns } = this.#options;
    const connection: Pick<PoolConnection, 'query'> = pool;
    for (let at = 0; at < items.length; at += 500) {
      const rows = items
        .slice(at, at + 500)
        .map(([key, item]) => [Buffer.from(hashOf(key), 'hex'), ...columns.map((name) => item[name])]);
      await connection.query(
        `INSERT INTO ${table} (${hashColumn}, ${columns.join(', ')}) VALUES ?
         ON DUPLICATE KEY UPDATE ${hashColumn} = VALUES(${hashColumn})`,
        [rows]
      );
    }
  }
}

/** 16 hexadecimal digits. */
function hashOf(key: string): string {
  return hash('sha256', key, 'hex').slice(0, 16);
}
