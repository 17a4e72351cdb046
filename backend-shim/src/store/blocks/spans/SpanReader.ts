import type { Resource } from '../../../pipeline/records.ts';
import type { SpanTable } from '../../../pipeline/spans/SpanTable.ts';
import type { SpanExtra } from '../../../pipeline/spans/SpanTemplate.ts';
import { missingParent, type TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';
import type { DictionaryReader } from '../../dictionary/DictionaryReader.ts';
import type { ByteReader } from '../ByteReader.ts';
import { TraceFlag, type DirectoryEntry } from '../container/Directory.ts';
import type { Tables } from '../readTables.ts';
import { readTime } from '../bytes/readTime.ts';
import { readTimings, type NumberColumns } from '../timings/readTimings.ts';
import type { TreeWalk } from './TreeWalk.ts';
import type { ValueReader } from '../values/ValueReader.ts';

/** What the columns of a block say of one trace, a number for each of its rows. */
export interface TraceColumns {
  walk: TreeWalk;
  symbols: Int32Array;
  numbers: NumberColumns;
  /** 8 bytes each; null where they were not kept. */
  spanIds: ByteReader | null;
}

/** What the spans of the trace being read go into. */
export interface SpanTarget {
  table: SpanTable;
  /** The place in the process's table of a place in the block's. */
  templateOf: (local: number) => number;
  dictionary: DictionaryReader;
  /** The higher half of the numbers that stand for ids. */
  part: number;
}

const noIds = { traceId: '', spanId: '' };

/** Puts a trace's spans into a table. */
export class SpanReader {
  readonly #tables: Tables;
  readonly #values: ValueReader;

  constructor(tables: Tables, values: ValueReader) {
    this.#tables = tables;
    this.#values = values;
  }

  /**
   * @param from - the trace's details, after the positions of parents
   * @throws DamagedBlockError
   */
  read(
    traceId: string,
    { filedAt, flags, rowCount }: DirectoryEntry,
    columns: TraceColumns,
    from: ByteReader,
    target: SpanTarget
  ): TraceSpans {
    const { table } = target;
    const first = table.length;
    const rows = new Int32Array(rowCount);
    const parents = columns.walk.parents.slice(0, rowCount);
    this.#addRows(columns, this.#readResources(from, rowCount, flags), target, rows);
    readParents(from, table, first, parents);
    readTimings(columns.numbers, columns.walk, from, table, first, filedAt * 1000);
    this.#readExtras(columns.symbols, from, first, target);
    readIds(columns.spanIds, from, target, first, rowCount);
    const { idHigh, idLow, parentHigh, parentLow } = table;
    for (let row = 0; row < rowCount; row++) {
      if (parents[row] >= 0) {
        parentHigh[first + row] = idHigh[first + parents[row]];
        parentLow[first + row] = idLow[first + parents[row]];
      }
    }
    return { traceId, table, rows, parents };
  }

  #addRows(
    { symbols }: TraceColumns,
    resourceOf: (row: number) => Resource,
    { table, templateOf }: SpanTarget,
    rows: Int32Array
  ): void {
    const { symbolTemplates } = this.#tables;
    for (let row = 0; row < symbols.length; row++) {
      const at = table.addRow(resourceOf(row), null);
      table.template[at] = templateOf(symbolTemplates[symbols[row]]);
      rows[row] = at;
    }
  }

  #readResources(from: ByteReader, rowCount: number, flags: number): (row: number) => Resource {
    const { resources } = this.#tables;
    const next = () => resources[from.index(resources.length)];
    if ((flags & TraceFlag.resources) === 0) {
      const resource = next();
      return () => resource;
    }
    const all: Resource[] = [];
    while (all.length < rowCount) {
      const length = from.varint();
      if (length === 0 || length > rowCount - all.length) {
        from.fail(`${length} rows of one resource`);
      }
      const resource = next();
      for (let left = length; left > 0; left--) {
        all.push(resource);
      }
    }
    return (row) => all[row];
  }

  #readExtras(symbols: Int32Array, from: ByteReader, first: number, { table, dictionary }: SpanTarget): void {
    const { symbolShapes } = this.#tables;
    for (let row = 0; row < symbols.length; row++) {
      const shape = symbolShapes[symbols[row]];
      if (shape > 0) {
        table.extra[first + row] = this.#readExtra(shape - 1, from, table.start[first + row], dictionary);
      }
    }
  }

  #readExtra(shape: number, from: ByteReader, start: number, dictionary: DictionaryReader): SpanExtra {
    const { keyList, hasMessage, eventCount } = this.#tables.shapes[shape];
    const attributes = this.#values.readValues(from, keyList, dictionary, noIds);
    const statusMessage = hasMessage ? String(this.#values.read(from, dictionary, noIds)) : '';
    if (eventCount * 3 > from.left) {
      from.fail(`${eventCount} events cannot fit`);
    }
    const events = Array.from({ length: eventCount }, () => ({
      name: this.#values.readString(from),
      time: readTime(from, start),
      attributes: this.#values.readAttributes(from, dictionary, noIds),
    }));
    return { attributes, statusMessage, events };
  }
}

/** Sets the parents that have no row. */
function readParents(from: ByteReader, table: SpanTable, first: number, parents: Int32Array): void {
  const { parentHigh, parentLow } = table;
  const missing: Array<[high: number, low: number]> = [];
  for (let row = 0; row < parents.length; row++) {
    parentHigh[first + row] = 0;
    parentLow[first + row] = 0;
    if (parents[row] === missingParent) {
      const place = from.index(missing.length + 1);
      if (place === missing.length) {
        missing.push([from.uint32(), from.uint32()]);
      }
      [parentHigh[first + row], parentLow[first + row]] = missing[place];
    }
  }
}

/** Numbers from 1 on, where ids were not kept. */
function readIds(
  spanIds: ByteReader | null,
  from: ByteReader,
  { table, part }: SpanTarget,
  first: number,
  rowCount: number
): void {
  const { idHigh, idLow } = table;
  for (let row = 0; row < rowCount; row++) {
    idHigh[first + row] = spanIds ? spanIds.uint32() : part;
    idLow[first + row] = spanIds ? spanIds.uint32() : row + 1;
  }
  const kept = spanIds ? 0 : from.count(9);
  for (let left = kept; left > 0; left--) {
    const row = from.index(rowCount);
    idHigh[first + row] = from.uint32();
    idLow[first + row] = from.uint32();
  }
}
