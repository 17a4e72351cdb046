import type { SpanTemplate } from '../../pipeline/spans/SpanTemplate.ts';
import type { DictionaryEntry } from './DictionaryEntry.ts';
import { packEntry } from './entryBody.ts';

export function spanEntry({ id, name, kind, status, attributes }: SpanTemplate): DictionaryEntry {
  return { id, kind: 'span', body: packEntry(JSON.stringify({ name, kind, status, attributes })) };
}
