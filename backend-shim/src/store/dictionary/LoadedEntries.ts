import type { TemplateContent } from '../../pipeline/spans/SpanTemplate.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import type { DictionaryReader } from './DictionaryReader.ts';
import type { LogPattern } from './LogPattern.ts';
import type { EntryContent, ReadEntry } from './readEntry.ts';

type Find = (id: string) => ReadEntry['content'] | undefined;

/** Entries at hand. */
export class LoadedEntries implements DictionaryReader {
  readonly #find: Find;

  constructor(find: Find) {
    this.#find = find;
  }

  content(id: string): TemplateContent {
    return this.#get(id, 'span').content;
  }

  logPattern(id: string): LogPattern {
    return this.#get(id, 'log').pattern;
  }

  text(id: string): string {
    return this.#get(id, 'text').text;
  }

  #get<K extends EntryContent['kind']>(id: string, kind: K): Extract<EntryContent, { kind: K }> {
    const entry = this.#find(id);
    if (!entry || entry.kind === 'damaged') {
      const why = entry ? `is damaged: ${entry.why}` : 'is missing';
      throw new DamagedBlockError(`the dictionary's entry ${id} (${kind}) ${why}`, 'dictionary');
    }
    if (entry.kind !== kind) {
      throw new DamagedBlockError(`the dictionary's entry ${id} is a ${entry.kind}, not a ${kind}`, 'dictionary');
    }
    return entry as Extract<EntryContent, { kind: K }>;
  }
}
