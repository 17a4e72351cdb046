import type { Connection, Pool, PoolConnection, RowDataPacket } from 'mysql2/promise';
import type { DictionaryEntry } from './DictionaryEntry.ts';
import type { DictionaryReader } from './DictionaryReader.ts';
import { dictionaryTable, insertEntries } from './insertEntries.ts';
import { LoadedEntries } from './LoadedEntries.ts';
import { readEntry, type ReadEntry } from './readEntry.ts';

export interface DictionaryOptions {
  /** Characters of JSON that are kept at hand. */
  mostCached?: number;
  /** ms since 1970. */
  now?: () => number;
}

const idsOfStatement = 500;
/** Ids known to be in the database; about 100 bytes each. */
const mostKnown = 200_000;
/** What an entry takes beside its content, in characters. */
const entryOverhead = 500;

/**
 * The entries of the database that this process has read, as many as fit; and which ones it need not write again today.
 */
export class Dictionary extends LoadedEntries {
  readonly #cache: Map<string, ReadEntry>;
  readonly #mostCached: number;
  readonly #now: () => number;
  readonly #known = new Set<string>();
  #knownOn = '';
  #size = 0;

  constructor({ mostCached = 16 << 20, now = Date.now }: DictionaryOptions = {}) {
    const cache = new Map<string, ReadEntry>();
    super((id) => cache.get(id)?.content);
    this.#cache = cache;
    this.#mostCached = mostCached;
    this.#now = now;
  }

  /**
   * Reads those that are not at hand. The returned reader has all of them for as long as it lives; the dictionary itself
   * until another load needs the room. What is missing or damaged is told when it is asked for.
   */
  async load(connection: Pick<Pool | Connection, 'query'>, ids: string[]): Promise<DictionaryReader> {
    const wanted = new Map<string, ReadEntry>();
    const missing = new Set<string>();
    for (const id of ids) {
      const cached = this.#cache.get(id);
      if (cached) {
        wanted.set(id, cached);
      } else {
        missing.add(id);
      }
    }
    for (const entry of await selectEntries(connection, [...missing])) {
      wanted.set(entry.id, readEntry(entry));
    }
    this.#keep(wanted);
    return new LoadedEntries((id) => wanted.get(id)?.content);
  }

  /** Whether an entry is in the database and marked as used today, as far as this process knows. */
  known(id: string): boolean {
    return this.#knownToday().has(id);
  }

  /** Adds entries, and marks as used today those that are there; once that is committed, see {@link Dictionary.remember}. */
  async insertEntries(connection: Pick<PoolConnection, 'execute'>, entries: DictionaryEntry[]): Promise<void> {
    if (entries.length > 0) {
      await insertEntries(connection, entries, this.#today());
    }
  }

  /** These were inserted, and that was committed: they need not be written again today. */
  remember(entries: DictionaryEntry[]): void {
    const known = this.#knownToday();
    if (known.size + entries.length > mostKnown) {
      known.clear();
    }
    entries.forEach(({ id }) => known.add(id));
  }

  /** Makes room for what was used last; what is wanted now stays, whatever its size. */
  #keep(wanted: Map<string, ReadEntry>): void {
    for (const [id, entry] of wanted) {
      this.#forget(id);
      this.#cache.set(id, entry);
      this.#size += entry.size + entryOverhead;
    }
    for (const id of this.#cache.keys()) {
      if (this.#size <= this.#mostCached || wanted.has(id)) {
        break;
      }
      this.#forget(id);
    }
  }

  #forget(id: string): void {
    const entry = this.#cache.get(id);
    if (entry) {
      this.#size -= entry.size + entryOverhead;
      this.#cache.delete(id);
    }
  }

  #knownToday(): Set<string> {
    const today = this.#today();
    if (today !== this.#knownOn) {
      this.#known.clear();
      this.#knownOn = today;
    }
    return this.#known;
  }

  #today(): string {
    return new Date(this.#now()).toISOString().slice(0, 10);
  }
}

async function selectEntries(connection: Pick<Pool | Connection, 'query'>, ids: string[]): Promise<DictionaryEntry[]> {
  type Row = RowDataPacket & { entry_id: Buffer; kind: DictionaryEntry['kind']; body: Buffer };
  const entries: DictionaryEntry[] = [];
  for (let at = 0; at < ids.length; at += idsOfStatement) {
    const chunk = ids.slice(at, at + idsOfStatement).map((id) => Buffer.from(id, 'hex'));
    const [rows] = await connection.query<Row[]>(
      `SELECT entry_id, kind, body FROM ${dictionaryTable.name} WHERE entry_id IN (?)`,
      [chunk]
    );
    entries.push(...rows.map(({ entry_id: id, kind, body }) => ({ id: id.toString('hex'), kind, body })));
  }
  return entries;
}
