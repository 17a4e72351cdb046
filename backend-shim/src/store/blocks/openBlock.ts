import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { DictionaryReader } from '../dictionary/DictionaryReader.ts';
import { BlockColumns } from './BlockColumns.ts';
import type { BlockTrace } from './BlockTrace.ts';
import { ByteReader } from './ByteReader.ts';
import { DamagedBlockError } from './DamagedBlockError.ts';
import { TraceFlag, type Directory } from './container/Directory.ts';
import { LogReader } from './logs/LogReader.ts';
import { patternsOf } from './logs/patternsOf.ts';
import { readContainer, type Sections } from './container/readContainer.ts';
import { readDirectory } from './container/readDirectory.ts';
import { readTables } from './readTables.ts';
import { SpanReader } from './spans/SpanReader.ts';
import { readStrings } from './bytes/strings.ts';
import { ValueReader } from './values/ValueReader.ts';

/** What can be told of a trace without reading it. */
export interface TraceOutline {
  traceId: string;
  /** ms since 1970. */
  filedAt: number;
  hasSpans: boolean;
  spanCount: number;
  logCount: number;
}

export interface Block {
  traces: TraceOutline[];
  /** Ids of all dictionary entries that the block refers to. */
  uses: string[];
  /** Those that reading one trace may ask for: fewer. */
  usesOf(at: number): string[];
  /**
   * Reads the trace at a place of `traces`; its spans become rows at the table's end.
   * @param part - tells apart parts of one trace whose spans' ids were not kept: the higher half of the numbers that
   *   stand for them (the lower half is 1 for the first span, and so on)
   * @throws DamagedBlockError also where an entry is missing in the dictionary; the table is then as before
   */
  read(at: number, into: SpanTable, templates: TemplateTable, dictionary: DictionaryReader, part?: number): BlockTrace;
}

const noTraceId = '0'.repeat(32);

/**
 * Opens a block's body. What belongs to single traces is checked when they are read.
 * @param version - as the block's row tells it
 * @throws DamagedBlockError
 */
export function openBlock(body: Buffer, version: number): Block {
  const sections = readContainer(body, version);
  const directory = readDirectory(sections('directory'));
  const traceIds = readTraceIds(sections('trace ids'), directory);
  const references = readReferences(sections('references'), directory);
  const contents = once(() => readContents(sections, directory, references));
  return {
    traces: directory.traces.map(({ filedAt, flags, rowCount, logCount }, at) => ({
      traceId: traceIds[at],
      filedAt,
      hasSpans: (flags & TraceFlag.spans) !== 0,
      spanCount: rowCount,
      logCount,
    })),
    uses: Object.values(references).flat(),
    usesOf: (at) => [
      ...contents()
        .columns.templatesOf(at)
        .map((local) => references.templates[local]),
      ...references.texts,
      ...references.patterns,
    ],
    read(at, into, templates, dictionary, part = 0) {
      const before = into.length;
      try {
        return contents().read(at, traceIds[at], into, templates, dictionary, part);
      } catch (error) {
        into.truncate(before);
        throw error;
      }
    },
  };
}

interface References {
  templates: string[];
  texts: string[];
  patterns: string[];
}

function readTraceIds(section: Buffer, { traces }: Directory): string[] {
  const from = new ByteReader(section, 'trace ids');
  const ids = traces.map(() => from.hex(16));
  from.end();
  return ids.map((id) => (id === noTraceId ? '' : id));
}

function readReferences(section: Buffer, { templateCount, textCount, patternCount }: Directory): References {
  if (section.length !== 8 * (templateCount + textCount + patternCount)) {
    throw new DamagedBlockError(
      `${section.length} bytes for ${templateCount + textCount + patternCount}`,
      'references'
    );
  }
  const from = new ByteReader(section, 'references');
  const ids = (length: number) => Array.from({ length }, () => from.hex(8));
  return { templates: ids(templateCount), texts: ids(textCount), patterns: ids(patternCount) };
}

/** All but the outline: unpacked for the first trace that is read. */
function readContents(sections: Sections, directory: Directory, references: References) {
  const strings = readStrings(sections('strings'));
  const tables = readTables(sections('tables'), strings, directory);
  const columns = new BlockColumns(sections, directory, tables);
  const values = new ValueReader(strings, tables.keyLists, references.texts);
  const spanReader = new SpanReader(tables, values);
  const patternAt = patternsOf(tables.patterns, references.patterns);
  const logReader = new LogReader({ ...tables, strings, patternCount: tables.patterns.length, patternAt }, values);
  const interned = new WeakMap<TemplateTable, Int32Array>();
  return {
    columns,
    read(
      at: number,
      traceId: string,
      table: SpanTable,
      templates: TemplateTable,
      dictionary: DictionaryReader,
      part: number
    ) {
      const entry = directory.traces[at];
      const details = columns.detailsOf(at);
      const places = interned.get(templates) ?? new Int32Array(references.templates.length).fill(-1);
      interned.set(templates, places);
      const templateOf = (local: number) =>
        places[local] >= 0
          ? places[local]
          : (places[local] = intern(references.templates[local], templates, dictionary));
      const spans =
        entry.flags & TraceFlag.spans
          ? spanReader.read(traceId, entry, columns.read(at, details), details, { table, templateOf, dictionary, part })
          : null;
      const logs = logReader.read(traceId, entry, spans, details, dictionary);
      details.end();
      return { traceId, filedAt: entry.filedAt, spans, logs };
    },
  };
}

function intern(id: string, templates: TemplateTable, dictionary: DictionaryReader): number {
  return (templates.byId(id) ?? templates.intern(dictionary.content(id))).index;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
