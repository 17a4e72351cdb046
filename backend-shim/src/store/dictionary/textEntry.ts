import { contentId } from './contentId.ts';
import type { DictionaryEntry } from './DictionaryEntry.ts';
import { packEntry } from './entryBody.ts';

/** A long text, such as a stack trace without its first line. */
export function textEntry(text: string): DictionaryEntry {
  return { id: textId(text), kind: 'text', body: packEntry(JSON.stringify(text)) };
}

/** Of the text alone: roll-ups of SQL name statements by it. */
export function textId(text: string): string {
  return contentId(text);
}
