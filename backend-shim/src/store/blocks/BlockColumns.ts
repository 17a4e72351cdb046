import { ByteReader } from './ByteReader.ts';
import { DamagedBlockError } from './DamagedBlockError.ts';
import { TraceFlag, type Directory } from './container/Directory.ts';
import type { Sections } from './container/readContainer.ts';
import type { Tables } from './readTables.ts';
import type { TraceColumns } from './spans/SpanReader.ts';
import { symbolWidth } from './spans/SymbolTable.ts';
import { decodeGroup } from './timings/decodeGroup.ts';
import { groupsOf, type Group } from './timings/groupsOf.ts';
import { readPlanes } from './timings/planes.ts';
import { readModels } from './timings/readModels.ts';
import type { NumberColumns } from './timings/readTimings.ts';
import { Slots } from './timings/Slots.ts';
import { TreeWalk } from './spans/TreeWalk.ts';

interface CodedGroup extends Group {
  bytes: Buffer;
}

/** Finds a trace's parts of the sections that hold something of every row. */
export class BlockColumns {
  readonly #sections: Sections;
  readonly #directory: Directory;
  readonly #tables: Tables;
  /** Where each trace begins, and at the end, where the last one ends: in rows, bytes of details, rows with ids. */
  readonly #rows: number[];
  readonly #details: number[];
  readonly #spanIds: number[];
  readonly #models: Uint16Array | null = null;
  readonly #groups: CodedGroup[] = [];
  readonly #groupOfTrace: number[] = [];
  #decoded: { group: number; numbers: NumberColumns } | null = null;
  readonly #walk = new TreeWalk();

  /** @throws DamagedBlockError */
  constructor(sections: Sections, directory: Directory, tables: Tables) {
    this.#sections = sections;
    this.#directory = directory;
    this.#tables = tables;
    const { traces, isModelled, symbolCount } = directory;
    this.#rows = sums(traces.map(({ rowCount }) => rowCount));
    this.#details = sums(traces.map(({ detailsLength }) => detailsLength));
    this.#spanIds = sums(traces.map(({ flags, rowCount }) => (flags & TraceFlag.spanIds ? rowCount : 0)));
    const rowCount = this.#rows[traces.length];
    this.#expect('symbols', rowCount * symbolWidth(symbolCount));
    this.#expect('details', this.#details[traces.length]);
    this.#expect('span ids', 8 * this.#spanIds[traces.length]);
    if (isModelled) {
      this.#models = readModels(new ByteReader(sections('gaps'), 'models of timings'), directory.templateCount);
      this.#groups = this.#readGroups();
    } else {
      (['gaps', 'gaps, high', 'durations', 'durations, high'] as const).forEach((name) => this.#expect(name, rowCount));
    }
  }

  /** A reader of the trace's details. */
  detailsOf(at: number): ByteReader {
    const bytes = this.#sections('details').subarray(this.#details[at], this.#details[at + 1]);
    return new ByteReader(bytes, `details of trace ${at}`);
  }

  /** The places in the block's templates of the trace's spans, each once. */
  templatesOf(at: number): number[] {
    return [...new Set(this.#templatesOfRows(this.#symbolsOf(at)))];
  }

  /**
   * Valid until the next call.
   * @param details - at the trace's beginning; afterwards behind the positions of parents
   */
  read(at: number, details: ByteReader): TraceColumns {
    const numbers = this.#models ? this.#readCoded(at, this.#models) : this.#readPlanes(at);
    const symbols = this.#symbolsOf(at);
    this.#walkTrace(symbols, details);
    const ids = this.#sections('span ids').subarray(8 * this.#spanIds[at], 8 * this.#spanIds[at + 1]);
    const hasIds = (this.#directory.traces[at].flags & TraceFlag.spanIds) !== 0;
    return { walk: this.#walk, symbols, numbers, spanIds: hasIds ? new ByteReader(ids, 'span ids') : null };
  }

  #readPlanes(at: number): NumberColumns {
    const from = this.#rows[at];
    const length = this.#rows[at + 1] - from;
    const sections = this.#sections;
    return {
      gaps: readPlanes(sections('gaps'), sections('gaps, high'), from, length),
      lengths: readPlanes(sections('durations'), sections('durations, high'), from, length),
    };
  }

  /** A group is decoded as a whole, and kept until another one is. */
  #readCoded(at: number, models: Uint16Array): NumberColumns {
    const group = this.#groupOfTrace[at];
    const { firstTrace, firstRow, bytes } = this.#groups[group];
    if (this.#decoded?.group !== group) {
      const slots = new Slots();
      for (let trace = firstTrace; this.#groupOfTrace[trace] === group; trace++) {
        const symbols = this.#symbolsOf(trace);
        this.#walkTrace(symbols, this.detailsOf(trace));
        slots.add(this.#walk, this.#templatesOfRows(symbols));
      }
      this.#decoded = { group, numbers: decodeGroup(bytes, slots, models, group) };
    }
    const { gaps, lengths } = this.#decoded.numbers;
    const [from, to] = [this.#rows[at] - firstRow, this.#rows[at + 1] - firstRow];
    return { gaps: gaps.subarray(from, to), lengths: lengths.subarray(from, to) };
  }

  #walkTrace(symbols: Int32Array, details: ByteReader): void {
    const { symbolLinks } = this.#tables;
    const isSound = this.#walk.walkLinks(
      symbols.length,
      (row) => symbolLinks[symbols[row]],
      () => details.index(symbols.length)
    );
    if (!isSound) {
      details.fail('its rows are no tree');
    }
  }

  #symbolsOf(at: number): Int32Array {
    const { symbolCount } = this.#directory;
    const bytes = this.#sections('symbols');
    const width = symbolWidth(symbolCount);
    const from = this.#rows[at];
    const symbols = new Int32Array(this.#rows[at + 1] - from);
    for (let row = 0; row < symbols.length; row++) {
      let symbol = 0;
      for (let byte = width - 1; byte >= 0; byte--) {
        symbol = symbol * 256 + bytes[(from + row) * width + byte];
      }
      if (symbol >= symbolCount) {
        throw new DamagedBlockError(`symbol ${symbol} of ${symbolCount}`, `symbols, row ${from + row}`);
      }
      symbols[row] = symbol;
    }
    return symbols;
  }

  #templatesOfRows(symbols: Int32Array): Int32Array {
    const { symbolTemplates } = this.#tables;
    const templates = new Int32Array(symbols.length);
    for (let row = 0; row < symbols.length; row++) {
      templates[row] = symbolTemplates[symbols[row]];
    }
    return templates;
  }

  #readGroups(): CodedGroup[] {
    const reader = new ByteReader(this.#sections('gaps, high'), 'coded timings');
    const { traces } = this.#directory;
    const groups = groupsOf(traces.map(({ rowCount }) => rowCount));
    groups.forEach(({ firstTrace }, group) => {
      const end = groups[group + 1]?.firstTrace ?? traces.length;
      for (let trace = firstTrace; trace < end; trace++) {
        this.#groupOfTrace[trace] = group;
      }
    });
    const lengths = groups.map(() => reader.varint());
    const coded = groups.map((group, at) => ({
      ...group,
      bytes: lengths[at] >= 4 ? reader.bytes(lengths[at]) : reader.fail(`a group of ${lengths[at]} bytes`),
    }));
    reader.end();
    return coded;
  }

  #expect(name: Parameters<Sections>[0], length: number): void {
    const found = this.#sections(name).length;
    if (found !== length) {
      throw new DamagedBlockError(`${found} bytes instead of ${length}`, name);
    }
  }
}

/** Sums of all before each, and of all. */
function sums(numbers: number[]): number[] {
  let sum = 0;
  return [0, ...numbers.map((number) => (sum += number))];
}
