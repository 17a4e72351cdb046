import type { Resource, Span } from '../../pipeline/records.ts';
import type { StatementShape } from '../../pipeline/spans/PrepareSpan.ts';
import { faults, type Rejections } from '../Rejections.ts';
import type { Interned, Rows } from '../Rows.ts';
import { RunCache } from '../RunCache.ts';
import { RunHash } from '../RunHash.ts';
import { toSpan } from '../toSpan.ts';
import { hashShape } from './hashShape.ts';
import { isZero } from './isZero.ts';
import { readSpan } from './readSpan.ts';
import { END, EVENT, PARENT_ID, SPAN_ID, START, TRACE_ID } from './spanKeys.ts';
import { microsecondsAt, type Pbf } from './wire.ts';

const maxRuns = 32_768;
const maxShapes = 8_192;
const longestRun = 16_384;
/** An entry with something of its own takes as much memory as its bytes do. */
const maxOwnBytes = 4 * 1024 * 1024;

/** Where the spans of one body go. */
export interface SpanRowTarget {
  rows: Rows;
  rejections: Rejections;
  resource: Resource;
}

/**
 * Reads spans of protobuf into rows. A span's ids and times are numbers; all else is hashed as it stands, and only
 * where neither the same bytes were seen before nor a statement of the same shape are they read into an object and
 * interned. So are those with events, each of which is told once.
 */
export class SpanRowReader {
  readonly #intern: (span: Span) => Interned;
  readonly #known = new RunCache<Interned>(maxRuns, maxOwnBytes);
  readonly #hash = new RunHash();
  readonly #statements: StatementShape | undefined;
  readonly #statementKey: Uint8Array;
  readonly #shapes = new RunCache<Interned>(maxShapes);
  readonly #shape = new RunHash();

  constructor(intern: (span: Span) => Interned, statements?: StatementShape) {
    this.#intern = intern;
    this.#statements = statements;
    this.#statementKey = Buffer.from(statements?.key ?? '');
  }

  /**
   * A long loop without calls, as it runs over every field of every span: it knows how fields are usually written, and
   * leaves what is written in another way, or wrongly, to {@link #readObject}.
   */
  read(pbf: Pbf, from: number, to: number, target: SpanRowTarget): void {
    const { buf: bytes, dataView: view } = pbf;
    const hash = this.#hash;
    hash.reset();
    let traceAt = -1;
    let spanAt = -1;
    let parentAt = -1;
    let startAt = -1;
    let endAt = -1;
    // Where bytes begin that are not hashed yet.
    let run = from;
    let at = from;
    while (at < to) {
      const fieldAt = at;
      const key = bytes[at++];
      // Of two bytes: a field that spans do not have (16 to 2,047), unless it is a known one at greater length.
      if (key > 0x7f && (bytes[at] === 0 || !(bytes[at++] < 0x80))) {
        return this.#readObject(pbf, from, to, target, false);
      }
      const type = key & 7;
      if (type === 2) {
        let length = bytes[at++];
        if (length > 0x7f) {
          length = (length & 0x7f) | (bytes[at++] << 7);
          if (length > 0x3fff) {
            length = (length & 0x3fff) | (bytes[at++] << 14);
          }
          if (length > 0x1fffff) {
            return this.#readObject(pbf, from, to, target, false);
          }
        }
        at += length;
        if (key === TRACE_ID) {
          traceAt = length === 16 ? at - 16 : -1;
        } else if (key === SPAN_ID) {
          spanAt = length === 8 ? at - 8 : -1;
        } else if (key === PARENT_ID) {
          parentAt = length === 8 ? at - 8 : -1;
        } else if (key === EVENT) {
          return this.#readObject(pbf, from, to, target, false);
        } else {
          continue;
        }
      } else if (type === 0) {
        while (bytes[at++] > 0x7f) {}
        continue;
      } else if (type === 1) {
        at += 8;
        if (key === START) {
          startAt = at - 8;
        } else if (key === END) {
          endAt = at - 8;
        } else {
          continue;
        }
      } else if (type === 5) {
        at += 4;
        continue;
      } else {
        return this.#readObject(pbf, from, to, target, false);
      }
      if (run < fieldAt) {
        hash.add(view, run, fieldAt);
      }
      run = at;
    }
    if (at !== to) {
      return this.#readObject(pbf, from, to, target, false);
    }
    if (run < to) {
      hash.add(view, run, to);
    }
    const interned = this.#known.get(hash) ?? this.#findShape(pbf, from, to);
    if (interned === undefined) {
      return this.#readObject(pbf, from, to, target, true);
    }
    if (traceAt < 0 || isZero(view, traceAt, 4)) {
      return target.rejections.add(faults.traceId);
    }
    if (spanAt < 0 || isZero(view, spanAt, 2)) {
      return target.rejections.add(faults.spanId);
    }
    const start = startAt < 0 ? 0 : microsecondsAt(view, startAt);
    if (start === 0) {
      return target.rejections.add(faults.start);
    }
    const { rows } = target;
    rows.startTraceAt(pbf, traceAt);
    const row = rows.add(interned, target.resource);
    const { table } = rows;
    table.idHigh[row] = view.getUint32(spanAt);
    table.idLow[row] = view.getUint32(spanAt + 4);
    table.parentHigh[row] = parentAt < 0 ? 0 : view.getUint32(parentAt);
    table.parentLow[row] = parentAt < 0 ? 0 : view.getUint32(parentAt + 4);
    table.start[row] = start;
    // Clocks step back: a span cannot.
    table.duration[row] = endAt < 0 ? 0 : Math.max(0, microsecondsAt(view, endAt) - start);
  }

  #findShape(pbf: Pbf, from: number, to: number): Interned | undefined {
    const interned = this.#hashShape(pbf, from, to) ? this.#shapes.get(this.#shape) : undefined;
    if (interned && to - from <= longestRun) {
      this.#known.set(this.#hash, interned);
    }
    return interned;
  }

  #readObject(pbf: Pbf, from: number, to: number, target: SpanRowTarget, isUsual: boolean): void {
    const span = toSpan(readSpan(pbf, from, to), target.resource, target.rejections);
    if (!span) {
      return;
    }
    const interned = this.#intern(span);
    target.rows.addSpan(span, interned);
    if (isUsual && to - from <= longestRun) {
      this.#known.set(this.#hash, interned, interned.extra ? to - from : 0);
      this.#addShape(pbf, from, to, interned, span);
    }
  }

  #addShape(pbf: Pbf, from: number, to: number, interned: Interned, { attributes }: Span): void {
    const statement = this.#statements && attributes[this.#statements.key];
    const isDecisive = typeof statement === 'string' && this.#statements?.isDecisive(statement);
    if (isDecisive && interned.extra === null && this.#hashShape(pbf, from, to)) {
      this.#shapes.set(this.#shape, interned);
    }
  }

  #hashShape(pbf: Pbf, from: number, to: number): boolean {
    const { visit } = this.#statements ?? {};
    return visit !== undefined && hashShape(pbf, from, to, this.#shape, this.#statementKey, visit);
  }
}
