import { missingParent, type TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { BlockTrace } from './BlockTrace.ts';
import { ByteWriter } from './ByteWriter.ts';
import { TraceFlag, type DirectoryEntry } from './container/Directory.ts';
import { ExtraWriter } from './spans/ExtraWriter.ts';
import { grow } from './bytes/grow.ts';
import { LogWriter } from './logs/LogWriter.ts';
import { needsIds } from './spans/needsIds.ts';
import { ResourceTable } from './ResourceTable.ts';
import { rowFinder } from './spans/rowFinder.ts';
import { SymbolTable } from './spans/SymbolTable.ts';
import { largestInBuckets } from './timings/buckets.ts';
import { largestInPlanes } from './timings/planes.ts';
import { Slots } from './timings/Slots.ts';
import { TimingColumns, type LooseNumber } from './timings/TimingColumns.ts';
import { positionLink, TreeWalk } from './spans/TreeWalk.ts';
import { ValueWriter } from './values/ValueWriter.ts';

interface BlockWriterOptions {
  keepIds: boolean;
  isModelled: boolean;
}

/** Takes traces, one after the other, into the columns of a block. */
export class BlockWriter {
  readonly directory: DirectoryEntry[] = [];
  readonly traceIds = new ByteWriter();
  readonly spanIds = new ByteWriter();
  readonly details = new ByteWriter();
  readonly values = new ValueWriter();
  readonly resources = new ResourceTable();
  readonly extras = new ExtraWriter(this.values);
  readonly logs = new LogWriter(this.values, this.resources);
  readonly symbols: SymbolTable;
  readonly timings: TimingColumns;
  readonly slots = new Slots();
  readonly #templates: TemplateTable;
  readonly #options: BlockWriterOptions;
  readonly #walk = new TreeWalk();
  #locals = new Int32Array(1024);

  constructor(templates: TemplateTable, options: BlockWriterOptions) {
    this.#templates = templates;
    this.#options = options;
    this.symbols = new SymbolTable(templates.size);
    this.timings = new TimingColumns(options.isModelled ? largestInBuckets : largestInPlanes);
  }

  /** @throws Error when it cannot be told from a damaged one later */
  add(trace: BlockTrace): void {
    const { traceId, filedAt, logs } = trace;
    if (!Number.isSafeInteger(filedAt) || !/^(?:[0-9a-f]{32})?$/.test(traceId)) {
      throw new Error(`A trace cannot be stored as ${JSON.stringify(traceId)}, filed at ${filedAt}`);
    }
    const spans = trace.spans?.rows.length ? trace.spans : null;
    const before = this.details.length;
    this.traceIds.hex(traceId === '' ? noTraceId : traceId);
    const rowOf = rowFinder(spans, logs.length);
    const keepIds = spans !== null && (this.#options.keepIds || needsIds(spans, logs, rowOf));
    let flags = this.#options.keepIds && logs.length > 0 ? TraceFlag.identities : 0;
    if (spans) {
      flags |= TraceFlag.spans | (keepIds ? TraceFlag.spanIds : 0);
      flags |= this.#addSpans(spans, filedAt, keepIds);
    }
    this.logs.write(this.details, trace, rowOf, this.#options.keepIds);
    this.directory.push({
      filedAt,
      flags,
      rowCount: spans ? spans.rows.length : 0,
      logCount: logs.length,
      detailsLength: this.details.length - before,
    });
  }

  /** @returns further flags */
  #addSpans(spans: TraceSpans, filedAt: number, keepIds: boolean): number {
    this.#walk.walkParents(spans.parents);
    const withExtra = this.#addSymbols(spans);
    this.#writePositions();
    const flags = this.#writeResources(spans);
    this.#writeMissing(spans);
    this.#writeLoose(this.timings.add(spans, this.#walk, filedAt * 1000));
    if (this.#options.isModelled) {
      this.slots.add(this.#walk, this.#locals);
    }
    const { extra, start } = spans.table;
    for (const at of withExtra) {
      this.extras.write(this.details, extra[at] as NonNullable<(typeof extra)[number]>, start[at]);
    }
    if (keepIds) {
      this.#writeIds(spans);
    } else {
      this.#writeProducerIds(spans);
    }
    return flags;
  }

  /** @returns the table's rows that have something of their own */
  #addSymbols({ table, rows }: TraceSpans): number[] {
    const withExtra: number[] = [];
    this.#locals = grow(this.#locals, rows.length);
    for (let row = 0; row < rows.length; row++) {
      const at = rows[row];
      const extra = table.extra[at];
      const local = this.symbols.localTemplate(table.template[at]);
      this.#locals[row] = local;
      if (extra) {
        withExtra.push(at);
      }
      this.symbols.add(local, this.#walk.links[row], extra ? this.extras.shape(extra) : 0);
    }
    return withExtra;
  }

  #writePositions(): void {
    const { links, parents, length } = this.#walk;
    for (let row = 0; row < length; row++) {
      if (links[row] === positionLink) {
        this.details.varint(parents[row]);
      }
    }
  }

  /** One for all, or runs of rows. */
  #writeResources({ table, rows }: TraceSpans): number {
    const { resource } = table;
    const runs: Array<{ place: number; from: number }> = [];
    let last: unknown = null;
    for (let row = 0; row < rows.length; row++) {
      const found = resource[rows[row]];
      if (found !== last) {
        last = found;
        const place = this.resources.place(found);
        if (runs.at(-1)?.place !== place) {
          runs.push({ place, from: row });
        }
      }
    }
    if (runs.length === 1) {
      this.details.varint(runs[0].place);
      return 0;
    }
    runs.forEach(({ place, from }, at) => {
      this.details.varint((runs[at + 1]?.from ?? rows.length) - from);
      this.details.varint(place);
    });
    return TraceFlag.resources;
  }

  /** A parent that has not come is a place among those of the trace; where it is named first, its id follows. */
  #writeMissing({ table, rows, parents }: TraceSpans): void {
    const places = new Map<string, number>();
    for (let row = 0; row < parents.length; row++) {
      if (parents[row] !== missingParent) {
        continue;
      }
      const high = table.parentHigh[rows[row]];
      const low = table.parentLow[rows[row]];
      const place = places.get(`${high},${low}`) ?? places.size;
      this.details.varint(place);
      if (place === places.size) {
        places.set(`${high},${low}`, place);
        this.details.id(high, low);
      }
    }
  }

  #writeLoose(numbers: LooseNumber[]): void {
    for (const { isExact, value } of numbers) {
      if (isExact) {
        this.details.float(value);
      } else {
        this.details.signed(value);
      }
    }
  }

  #writeIds({ table, rows }: TraceSpans): void {
    const { idHigh, idLow } = table;
    for (let row = 0; row < rows.length; row++) {
      this.spanIds.id(idHigh[rows[row]], idLow[rows[row]]);
    }
  }

  /** What a span left in a queue is worked on later, in spans that name it as their parent. */
  #writeProducerIds({ table, rows }: TraceSpans): void {
    const kept: number[] = [];
    for (let row = 0; row < rows.length; row++) {
      const at = rows[row];
      const isProducer = this.#templates.at(table.template[at]).kind === 'producer';
      if (isProducer && (table.idHigh[at] !== 0 || table.idLow[at] > rows.length)) {
        kept.push(row);
      }
    }
    this.details.varint(kept.length);
    for (const row of kept) {
      this.details.varint(row);
      this.details.id(table.idHigh[rows[row]], table.idLow[rows[row]]);
    }
  }
}

const noTraceId = '0'.repeat(32);
