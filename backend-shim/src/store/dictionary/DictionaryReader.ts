import type { TemplateContent } from '../../pipeline/spans/SpanTemplate.ts';
import type { LogPattern } from './LogPattern.ts';

/** Entries that were loaded before; each call throws DamagedBlockError where there is no such entry of that kind. */
export interface DictionaryReader {
  content(id: string): TemplateContent;
  logPattern(id: string): LogPattern;
  text(id: string): string;
}
