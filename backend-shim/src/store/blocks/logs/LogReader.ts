import type { LogRecord, Resource } from '../../../pipeline/records.ts';
import type { TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';
import { contentId } from '../../dictionary/contentId.ts';
import type { DictionaryReader } from '../../dictionary/DictionaryReader.ts';
import type { LogPattern } from '../../dictionary/LogPattern.ts';
import type { ByteReader } from '../ByteReader.ts';
import { TraceFlag, type DirectoryEntry } from '../container/Directory.ts';
import { fillPattern } from './fillPattern.ts';
import { hexId } from '../bytes/hexId.ts';
import { LogFlag, logFlags, SpanReference } from './LogWriter.ts';
import { readTime } from '../bytes/readTime.ts';
import type { Strings } from '../bytes/strings.ts';
import type { ValueReader } from '../values/ValueReader.ts';

/** The pattern at a place, from the block or the dictionary. */
export type PatternAt = (place: number, dictionary: DictionaryReader) => LogPattern;

interface LogTables {
  strings: Strings;
  resources: Resource[];
  patternCount: number;
  patternAt: PatternAt;
}

/** The way back from {@link LogWriter}. */
export class LogReader {
  readonly #tables: LogTables;
  readonly #values: ValueReader;

  constructor(tables: LogTables, values: ValueReader) {
    this.#tables = tables;
    this.#values = values;
  }

  /** @throws DamagedBlockError */
  read(
    traceId: string,
    { filedAt, flags, logCount }: DirectoryEntry,
    spans: TraceSpans | null,
    from: ByteReader,
    dictionary: DictionaryReader
  ): LogRecord[] {
    const { resources, patternCount, patternAt } = this.#tables;
    if (logCount * 3 > from.left) {
      from.fail(`${logCount} log records cannot fit`);
    }
    let resource: Resource | undefined = spans ? spans.table.resource[spans.rows[0]] : resources[0];
    let time = filedAt * 1000;
    const derived = new Map<string, number>();
    return Array.from({ length: logCount }, () => {
      const pattern = patternAt(from.index(patternCount), dictionary);
      const told = from.varint();
      const { spanId, start } = this.#readSpan(Math.floor(told / logFlags), from, spans);
      if (told & LogFlag.otherResource) {
        resource = resources[from.index(resources.length)];
      }
      const own = { traceId: told & LogFlag.otherTrace ? this.#values.readString(from) : traceId, spanId };
      time = readTime(from, start ?? time);
      const filled = fillPattern(pattern, () => this.#values.read(from, dictionary, own));
      const identity =
        flags & TraceFlag.identities ? from.hex(8) : derive(derived, [own.traceId, time, filled.severity, filled.body]);
      return { identity, ...own, time, ...filled, resource: resource ?? from.fail('no resource') };
    });
  }

  /** @returns the start where the span is in the trace */
  #readSpan(reference: number, from: ByteReader, spans: TraceSpans | null): { spanId: string; start?: number } {
    switch (reference) {
      case SpanReference.none:
        return { spanId: '' };
      case SpanReference.id:
        return { spanId: from.hex(8) };
      case SpanReference.string:
        return { spanId: this.#values.readString(from) };
      default: {
        const row = spans?.rows[reference - SpanReference.row];
        if (!spans || row === undefined) {
          return from.fail(`a log record of row ${reference - SpanReference.row}`);
        }
        const { idHigh, idLow, start } = spans.table;
        return { spanId: hexId(idHigh[row], idLow[row]), start: start[row] };
      }
    }
  }
}

/** The same on every reading; records that say the same are counted. */
function derive(seen: Map<string, number>, content: unknown[]): string {
  const text = JSON.stringify(content);
  const count = seen.get(text) ?? 0;
  seen.set(text, count + 1);
  return contentId(`${count}\n${text}`);
}
