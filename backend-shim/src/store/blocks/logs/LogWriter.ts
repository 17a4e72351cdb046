import type { LogRecord } from '../../../pipeline/records.ts';
import { writeLogPattern } from '../../dictionary/logPatternJson.ts';
import type { BlockTrace } from '../BlockTrace.ts';
import type { ByteWriter } from '../ByteWriter.ts';
import { contentId } from '../../dictionary/contentId.ts';
import { patternOf } from './patternOf.ts';
import type { ResourceTable } from '../ResourceTable.ts';
import type { ValueWriter } from '../values/ValueWriter.ts';
import { writeTime } from '../bytes/writeTime.ts';

/** Bits before a record's reference to its span. */
export const LogFlag = { otherResource: 1, otherTrace: 2 } as const;
export const logFlags = 4;
/** References to a span: none, an id in the details, a string; from here on the span's row. */
export const SpanReference = { none: 0, id: 1, string: 2, row: 3 } as const;

const spanId = /^[0-9a-f]{16}$/;

/** Writes log records; the patterns that they have in common are numbered. */
export class LogWriter {
  /** With how often each occurred. */
  readonly patterns: Array<{ json: string; count: number }> = [];
  readonly #places = new Map<string, number>();
  readonly #values: ValueWriter;
  readonly #resources: ResourceTable;

  constructor(values: ValueWriter, resources: ResourceTable) {
    this.#values = values;
    this.#resources = resources;
  }

  /** @param rowOf - the row of the span with an id, if it is there */
  write(
    out: ByteWriter,
    { traceId, filedAt, spans, logs }: BlockTrace,
    rowOf: (spanId: string) => number | undefined,
    keepIdentity: boolean
  ): void {
    let resource = spans && spans.rows.length > 0 ? this.#resources.place(spans.table.resource[spans.rows[0]]) : 0;
    let time = filedAt * 1000;
    for (const log of logs) {
      const { pattern, parameters } = patternOf(log);
      out.varint(this.#placePattern(writeLogPattern(pattern)));
      const ownResource = this.#resources.place(log.resource);
      const row = log.spanId === '' ? undefined : rowOf(log.spanId);
      const flags =
        (ownResource === resource ? 0 : LogFlag.otherResource) | (log.traceId === traceId ? 0 : LogFlag.otherTrace);
      out.varint(referenceOf(log, row) * logFlags + flags);
      this.#writeFlagged(out, log, row, ownResource, flags);
      const origin = row === undefined ? time : (spans as NonNullable<typeof spans>).table.start[spans!.rows[row]];
      writeTime(out, log.time, origin);
      parameters.forEach((parameter) => this.#values.write(out, parameter, log));
      if (keepIdentity) {
        out.hex(shortIdentity(log.identity));
      }
      [resource, time] = [ownResource, log.time];
    }
  }

  #writeFlagged(out: ByteWriter, log: LogRecord, row: number | undefined, resource: number, flags: number): void {
    if (row === undefined && log.spanId !== '') {
      if (spanId.test(log.spanId)) {
        out.hex(log.spanId);
      } else {
        out.varint(this.#values.strings.place(log.spanId));
      }
    }
    if (flags & LogFlag.otherResource) {
      out.varint(resource);
    }
    if (flags & LogFlag.otherTrace) {
      out.varint(this.#values.strings.place(log.traceId));
    }
  }

  #placePattern(json: string): number {
    let place = this.#places.get(json);
    if (place === undefined) {
      place = this.patterns.push({ json, count: 0 }) - 1;
      this.#places.set(json, place);
    }
    this.patterns[place].count += 1;
    return place;
  }
}

function referenceOf(log: LogRecord, row: number | undefined): number {
  if (row !== undefined) {
    return SpanReference.row + row;
  }
  return log.spanId === '' ? SpanReference.none : spanId.test(log.spanId) ? SpanReference.id : SpanReference.string;
}

/** 64 bits tell the records of one trace apart. */
function shortIdentity(identity: string): string {
  return /^[0-9a-f]{16}/.test(identity) ? identity.slice(0, 16) : contentId(identity);
}
