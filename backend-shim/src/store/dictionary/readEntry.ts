import type { TemplateContent } from '../../pipeline/spans/SpanTemplate.ts';
import { templateId } from '../../pipeline/spans/TemplateTable.ts';
import type { DictionaryEntry } from './DictionaryEntry.ts';
import { unpackEntry } from './entryBody.ts';
import { logId } from './logEntry.ts';
import type { LogPattern } from './LogPattern.ts';
import { readLogPattern } from './logPatternJson.ts';
import { textId } from './textEntry.ts';

export type EntryContent =
  { kind: 'span'; content: TemplateContent } | { kind: 'log'; pattern: LogPattern } | { kind: 'text'; text: string };

/** What its bytes say, unless they are not what its id was made of. */
export interface ReadEntry {
  content: EntryContent | { kind: 'damaged'; why: string };
  /** Characters of its JSON. */
  size: number;
}

export function readEntry(entry: DictionaryEntry): ReadEntry {
  try {
    return readSound(entry);
  } catch (error) {
    return { content: { kind: 'damaged', why: (error as Error).message }, size: 0 };
  }
}

function readSound({ id, kind, body }: DictionaryEntry): ReadEntry {
  const json = unpackEntry(body);
  const content = parse(kind, json);
  const found =
    content.kind === 'span' ? templateId(content.content) : content.kind === 'log' ? logId(json) : textId(content.text);
  if (found !== id) {
    throw new Error(`its content has the id ${found}`);
  }
  return { content, size: json.length };
}

function parse(kind: DictionaryEntry['kind'], json: string): EntryContent {
  switch (kind) {
    case 'log':
      return { kind, pattern: readLogPattern(json) };
    case 'text':
      return { kind, text: String(JSON.parse(json)) };
    case 'span':
      return { kind, content: JSON.parse(json) as TemplateContent };
  }
}
