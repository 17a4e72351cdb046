import type { Pool } from 'mysql2/promise';

/** Characters of a statement. */
const longest = 2 << 20;
/** Statements under way. */
const most = 2;

/** Inserts rows that are written as SQL, many at once. */
export class RowInserter {
  readonly #pool: Pool;
  readonly #head: string;
  readonly #pending = new Set<Promise<unknown>>();
  #rows: string[] = [];
  #length = 0;

  constructor(pool: Pool, table: string, columns: string[]) {
    this.#pool = pool;
    this.#head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
  }

  /** @param row - values of all columns, with commas between */
  async add(row: string): Promise<void> {
    this.#rows.push(`(${row})`);
    this.#length += row.length;
    if (this.#length >= longest) {
      await this.#send();
    }
  }

  async flush(): Promise<void> {
    await this.#send();
    await Promise.all(this.#pending);
  }

  async #send(): Promise<void> {
    if (this.#rows.length === 0) {
      return;
    }
    const sent: Promise<unknown> = this.#pool
      .query(this.#head + this.#rows.join(','))
      .finally(() => this.#pending.delete(sent));
    this.#pending.add(sent);
    this.#rows = [];
    this.#length = 0;
    if (this.#pending.size >= most) {
      await Promise.race(this.#pending);
    }
  }
}
