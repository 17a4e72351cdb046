import type { Resource, Span } from '../pipeline/records.ts';
import type { SpanExtra } from '../pipeline/spans/SpanTemplate.ts';
import type { SpanTable } from '../pipeline/spans/SpanTable.ts';
import type { RowRuns } from '../pipeline/spans/TraceSpans.ts';

/** What a span became, but for its ids and times. */
export interface Interned {
  /** Index in the template table. */
  template: number;
  extra: SpanExtra | null;
}

/** The rows that one body adds to a table: all of them, or in the end none. */
export class Rows {
  readonly table: SpanTable;
  readonly #first: number;
  readonly #traceIds: string[] = [];
  /** The first row of each of the trace ids. */
  readonly #starts: number[] = [];
  /** The trace id of the row before, in words; zeroes where it did not come as bytes. */
  #word0 = 0;
  #word1 = 0;
  #word2 = 0;
  #word3 = 0;

  constructor(table: SpanTable) {
    this.table = table;
    this.#first = table.length;
  }

  /** Makes the row that follows one of the trace whose id (not zero) stands there. */
  startTraceAt({ buf, dataView: view }: { buf: Uint8Array; dataView: DataView }, at: number): void {
    const word0 = view.getInt32(at);
    const word1 = view.getInt32(at + 4);
    const word2 = view.getInt32(at + 8);
    const word3 = view.getInt32(at + 12);
    if (word0 !== this.#word0 || word1 !== this.#word1 || word2 !== this.#word2 || word3 !== this.#word3) {
      this.startTrace((buf as Buffer).toString('hex', at, at + 16));
      this.#word0 = word0;
      this.#word1 = word1;
      this.#word2 = word2;
      this.#word3 = word3;
    }
  }

  /** Makes the row that follows one of this trace. */
  startTrace(traceId: string): void {
    if (this.#traceIds.at(-1) !== traceId) {
      this.#traceIds.push(traceId);
      this.#starts.push(this.table.length);
      this.#word0 = this.#word1 = this.#word2 = this.#word3 = 0;
    }
  }

  /** Its ids and times are for the caller to set. */
  add({ template, extra }: Interned, resource: Resource): number {
    const { table } = this;
    const row = table.addRow(resource, extra);
    table.template[row] = template;
    return row;
  }

  addSpan(span: Span, interned: Interned): void {
    this.startTrace(span.traceId);
    const row = this.add(interned, span.resource);
    const { table } = this;
    table.idHigh[row] = parseInt(span.spanId.slice(0, 8), 16);
    table.idLow[row] = parseInt(span.spanId.slice(8), 16);
    table.parentHigh[row] = span.parentSpanId === '' ? 0 : parseInt(span.parentSpanId.slice(0, 8), 16);
    table.parentLow[row] = span.parentSpanId === '' ? 0 : parseInt(span.parentSpanId.slice(8), 16);
    table.start[row] = span.start;
    table.duration[row] = span.duration;
  }

  commit(traces: Map<string, RowRuns>): void {
    for (let at = 0; at < this.#traceIds.length; at++) {
      const from = this.#starts[at];
      const to = this.#starts[at + 1] ?? this.table.length;
      const runs = traces.get(this.#traceIds[at]);
      if (!runs) {
        traces.set(this.#traceIds[at], [from, to]);
      } else if (runs.at(-1) === from) {
        runs[runs.length - 1] = to;
      } else {
        runs.push(from, to);
      }
    }
  }

  rollback(): void {
    this.table.truncate(this.#first);
  }
}
