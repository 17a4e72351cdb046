import type { Resource } from '../records.ts';
import type { SpanExtra } from './SpanTemplate.ts';

/**
 * The spans of a batch, in columns: a row a span, in any order, of any traces. Columns grow, so hold on to the table and
 * never to a column. Span ids are two halves of 32 bits; a parent of 0, 0 is none.
 */
export class SpanTable {
  length = 0;
  /** Index in the {@link TemplateTable}. */
  template: Int32Array;
  idHigh: Uint32Array;
  idLow: Uint32Array;
  parentHigh: Uint32Array;
  parentLow: Uint32Array;
  /** Microseconds since 1970. */
  start: Float64Array;
  /** Microseconds. */
  duration: Float64Array;
  /** Shared by all spans of one export. */
  resource: Resource[] = [];
  extra: Array<SpanExtra | null> = [];

  constructor(capacity = 1024) {
    this.template = new Int32Array(capacity);
    this.idHigh = new Uint32Array(capacity);
    this.idLow = new Uint32Array(capacity);
    this.parentHigh = new Uint32Array(capacity);
    this.parentLow = new Uint32Array(capacity);
    this.start = new Float64Array(capacity);
    this.duration = new Float64Array(capacity);
  }

  /** Adds a row whose columns the caller sets, all of them. */
  addRow(resource: Resource, extra: SpanExtra | null): number {
    const row = this.length;
    if (row === this.template.length) {
      this.#grow();
    }
    this.resource[row] = resource;
    this.extra[row] = extra;
    this.length = row + 1;
    return row;
  }

  /** Takes back the rows from `length` on: of a body that turned out to be broken. */
  truncate(length: number): void {
    this.length = length;
    this.resource.length = length;
    this.extra.length = length;
  }

  #grow(): void {
    const capacity = this.template.length * 2;
    this.template = grown(this.template, new Int32Array(capacity));
    this.idHigh = grown(this.idHigh, new Uint32Array(capacity));
    this.idLow = grown(this.idLow, new Uint32Array(capacity));
    this.parentHigh = grown(this.parentHigh, new Uint32Array(capacity));
    this.parentLow = grown(this.parentLow, new Uint32Array(capacity));
    this.start = grown(this.start, new Float64Array(capacity));
    this.duration = grown(this.duration, new Float64Array(capacity));
  }
}

function grown<T extends Int32Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
