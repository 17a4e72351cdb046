import { createPrepareSpan } from '../../analyse/prepareSpan.ts';
import type { Body, Export, Span } from '../../pipeline/records.ts';
import { spanOf } from '../../pipeline/spans/spanOf.ts';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { RowRuns } from '../../pipeline/spans/TraceSpans.ts';
import { createSpanReader, type SpanReader } from '../createSpanReader.ts';

/** A reader with tables of its own, and the way back to objects. */
export class SpanReading {
  readonly templates = new TemplateTable();
  readonly table = new SpanTable(4);
  readonly traces = new Map<string, RowRuns>();
  readonly #reader: SpanReader;

  constructor(maxTemplates?: number) {
    this.#reader = createSpanReader({
      templates: this.templates,
      prepareSpan: createPrepareSpan(),
      maxTemplates,
    });
  }

  read(body: Body): Export['rejected'] {
    return this.#reader.read(body, this.table, this.traces);
  }

  /** Forgets the spans, but neither templates nor known bytes. */
  clear(): void {
    this.table.truncate(0);
    this.traces.clear();
  }

  /** All spans so far, in the order in which they came. */
  spans(): Span[] {
    const traceIds: string[] = [];
    for (const [traceId, runs] of this.traces) {
      for (let run = 0; run < runs.length; run += 2) {
        for (let row = runs[run]; row < runs[run + 1]; row++) {
          traceIds[row] = traceId;
        }
      }
    }
    const rows = Int32Array.from({ length: this.table.length }, (_, row) => row);
    return traceIds.map((traceId, row) => spanOf({ traceId, table: this.table, rows }, row, this.templates));
  }
}
