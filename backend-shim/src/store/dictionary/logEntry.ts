import { contentId } from './contentId.ts';
import type { DictionaryEntry } from './DictionaryEntry.ts';
import { packEntry } from './entryBody.ts';

/** @param json - of the pattern, see patternJson */
export function logEntry(json: string): DictionaryEntry {
  return { id: logId(json), kind: 'log', body: packEntry(json) };
}

export function logId(json: string): string {
  return contentId(`log\n${json}`);
}
