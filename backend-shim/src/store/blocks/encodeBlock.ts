import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import { logEntry, logId } from '../dictionary/logEntry.ts';
import { spanEntry } from '../dictionary/spanEntry.ts';
import { textEntry } from '../dictionary/textEntry.ts';
import type { BlockTrace } from './BlockTrace.ts';
import { BlockWriter } from './BlockWriter.ts';
import { ByteWriter } from './ByteWriter.ts';
import { blockVersion } from './container/container.ts';
import { writeStrings } from './bytes/strings.ts';
import { encodeTimings } from './timings/encodeTimings.ts';
import { writePlanes } from './timings/planes.ts';
import { writeContainer } from './container/writeContainer.ts';
import { writeDirectory } from './container/writeDirectory.ts';

export interface EncodeOptions {
  /** Keeps spans' ids and log records' identities: so that later parts of the same traces find what they belong to. */
  keepIds: boolean;
  /** Whether a dictionary entry is in the database, and known to be used today. */
  known: (id: string) => boolean;
  /** Timings in fewer bytes, for ten times as much work; absent: where ids are not kept. */
  modelTimings?: boolean;
  /** Zstandard's level; absent: 3 where ids are kept, else 9. */
  level?: number;
}

export interface EncodedBlock {
  body: Buffer;
  version: number;
  /** Those that are not `known`. */
  entries: DictionaryEntry[];
  /** Ids of all dictionary entries that the block refers to. */
  uses: string[];
}

/** Writes traces, or parts of them, in their order, as docs/storage-format.md describes. */
export function encodeBlock(traces: BlockTrace[], templates: TemplateTable, options: EncodeOptions): EncodedBlock {
  const isModelled = options.modelTimings ?? !options.keepIds;
  const writer = new BlockWriter(templates, { keepIds: options.keepIds, isModelled });
  traces.forEach((trace) => writer.add(trace));
  const { references, patternPlaces } = referencesOf(writer, templates, options.known);
  const tables = writeTables(writer, patternPlaces);
  const sections = {
    'trace ids': writer.traceIds.written(),
    directory: writeDirectory({
      templateCount: writer.symbols.templates.length,
      textCount: writer.values.texts.length,
      patternCount: patternPlaces.filter((json) => json === null).length,
      symbolCount: writer.symbols.size,
      isModelled,
      traces: writer.directory,
    }),
    references: Buffer.from(references.map(({ id }) => id).join(''), 'hex'),
    tables,
    // After the tables, whose texts are among them.
    strings: writeStrings(writer.values.strings.things()),
    symbols: writer.symbols.writeRows(),
    details: writer.details.written(),
    'span ids': writer.spanIds.written(),
    ...timingSections(writer, isModelled),
  };
  return {
    body: writeContainer(sections, options.level ?? (options.keepIds ? 3 : 9)),
    version: blockVersion,
    entries: references.filter(({ id }) => !options.known(id)).map(({ entry }) => entry()),
    uses: references.map(({ id }) => id),
  };
}

interface Reference {
  id: string;
  entry: () => DictionaryEntry;
}

/** What the block refers to, in its order; and of each pattern null, or its JSON where the block itself has it. */
function referencesOf(
  { symbols, values, logs }: BlockWriter,
  templates: TemplateTable,
  known: (id: string) => boolean
): { references: Reference[]; patternPlaces: Array<string | null> } {
  const spans = symbols.templates.map((index): Reference => {
    const template = templates.at(index);
    return { id: template.id, entry: () => spanEntry(template) };
  });
  const texts = values.texts.map(({ id, text }): Reference => ({ id, entry: () => textEntry(text) }));
  const patterns: Reference[] = [];
  const patternPlaces = logs.patterns.map(({ json, count }) => {
    const id = logId(json);
    // One that was never seen again would be in the dictionary for nothing: free texts are as many as records.
    if (count === 1 && !known(id)) {
      return json;
    }
    patterns.push({ id, entry: () => logEntry(json) });
    return null;
  });
  return { references: [...spans, ...texts, ...patterns], patternPlaces };
}

function writeTables(writer: BlockWriter, patternPlaces: Array<string | null>): Buffer {
  const { strings, keyLists } = writer.values;
  const out = new ByteWriter();
  writer.resources.write(out, strings);
  out.varint(keyLists.size);
  for (const list of keyLists.things()) {
    const keys = list === '' ? [] : list.split(',');
    out.varint(keys.length);
    keys.forEach((key) => out.varint(Number(key)));
  }
  writer.extras.writeShapes(out);
  writer.symbols.write(out);
  out.varint(patternPlaces.length);
  patternPlaces.forEach((json) => out.varint(json === null ? 0 : strings.place(json) + 1));
  return Buffer.from(out.written());
}

function timingSections(writer: BlockWriter, isModelled: boolean): Record<string, Buffer> {
  const { timings, slots, symbols, directory } = writer;
  if (isModelled) {
    const rowCounts = directory.map(({ rowCount }) => rowCount);
    const { models, coded } = encodeTimings(timings, slots, rowCounts, symbols.templates.length);
    return { gaps: models, 'gaps, high': coded };
  }
  const gaps = writePlanes(timings.gaps, timings.length);
  const lengths = writePlanes(timings.lengths, timings.length);
  return { gaps: gaps.low, 'gaps, high': gaps.high, durations: lengths.low, 'durations, high': lengths.high };
}
