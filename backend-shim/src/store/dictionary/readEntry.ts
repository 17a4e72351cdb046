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

export interface ReadEntry {
  content: EntryContent;
  /** Characters of its JSON. */
  size: number;
}

/** @throws Error when the body is not what its id was made of */
export function readEntry({ id, kind, body }: DictionaryEntry): ReadEntry {
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
