import type { Pool } from 'mysql2/promise';

const mostIds = 500;

/** Notes in the dictionary on which day entries were used last, once a day each. */
export class UsedEntries {
  #day = '';
  #noted = new Set<string>();

  async note(pool: Pool, ids: Iterable<string>, now: number): Promise<void> {
    const day = new Date(now).toISOString().slice(0, 10);
    if (day !== this.#day) {
      this.#day = day;
      this.#noted = new Set();
    }
    const fresh = Array.from(ids)
      .filter((id) => !this.#noted.has(id))
      .sort();
    for (let at = 0; at < fresh.length; at += mostIds) {
      const some = fresh.slice(at, at + mostIds);
      await pool.query('UPDATE maho_insights_dictionary SET last_used = ? WHERE entry_id IN (?) AND last_used < ?', [
        day,
        some.map((id) => Buffer.from(id, 'hex')),
        day,
      ]);
      some.forEach((id) => this.#noted.add(id));
    }
  }
}
