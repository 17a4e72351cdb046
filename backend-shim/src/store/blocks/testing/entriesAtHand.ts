import type { DictionaryEntry } from '../../dictionary/DictionaryEntry.ts';
import type { DictionaryReader } from '../../dictionary/DictionaryReader.ts';
import { LoadedEntries } from '../../dictionary/LoadedEntries.ts';
import { readEntry } from '../../dictionary/readEntry.ts';

/** A dictionary that holds these entries and nothing else. */
export function entriesAtHand(entries: DictionaryEntry[]): DictionaryReader {
  const contents = new Map(entries.map((entry) => [entry.id, readEntry(entry).content]));
  return new LoadedEntries((id) => contents.get(id));
}
