import type { PoolConnection } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { bytes, word } from '../tables/column.ts';
import type { Table } from '../tables/table.ts';
import type { DictionaryEntry } from './DictionaryEntry.ts';

interface EntryRow {
  entry_id: string;
  kind: DictionaryEntry['kind'];
  last_used: string;
  body: Buffer;
}

export const dictionaryTable: Table<EntryRow> = {
  name: 'maho_insights_dictionary',
  columns: { entry_id: { encode: (id) => Buffer.from(id as string, 'hex') }, kind: word, last_used: word, body: bytes },
  key: ['entry_id'],
};

/**
 * Adds entries; those that are there already are said to be used today, and change only the first time a day.
 * @param day - UTC, as 2026-11-23
 */
export async function insertEntries(
  connection: Pick<PoolConnection, 'execute'>,
  entries: DictionaryEntry[],
  day: string
): Promise<void> {
  const rows = entries.map(({ id, kind, body }) => ({ entry_id: id, kind, last_used: day, body }));
  await writeRows(connection as PoolConnection, dictionaryTable, rows, {
    set: `last_used = GREATEST(${dictionaryTable.name}.last_used, VALUES(last_used))`,
  });
}
