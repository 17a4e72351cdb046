import type { Pool } from 'mysql2/promise';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';

/**
 * Writes entries outside of the caller's transaction: writers of the same entries shall not wait for each other, and
 * an entry that nothing refers to does no harm.
 */
export async function saveEntries(pool: Pool, dictionary: Dictionary, entries: DictionaryEntry[]): Promise<void> {
  const unknown = entries.filter(({ id }) => !dictionary.known(id));
  if (unknown.length === 0) {
    return;
  }
  const connection = await pool.getConnection();
  try {
    await dictionary.insertEntries(connection, unknown);
  } finally {
    connection.release();
  }
  dictionary.remember(unknown);
}
