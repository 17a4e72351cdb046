import type { Span } from '../../../pipeline/records.ts';
import { SpanTable } from '../../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../../pipeline/spans/TemplateTable.ts';
import { treeOf } from '../../../pipeline/spans/treeOf.ts';
import type { ReadSpans } from '../trail/ReadSpans.ts';

const halves = (id: string) => [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8), 16)];

/** One trace's spans as the store reads them. */
export function readSpansOf(spans: Span[]): ReadSpans {
  const table = new SpanTable();
  const templates = new TemplateTable();
  for (const { name, kind, status, attributes, ...span } of spans) {
    const row = table.addRow(span.resource, { attributes: {}, statusMessage: span.statusMessage, events: span.events });
    table.template[row] = templates.intern({ name, kind, status, attributes }).index;
    [table.idHigh[row], table.idLow[row]] = halves(span.spanId);
    [table.parentHigh[row], table.parentLow[row]] = halves(span.parentSpanId || '0'.repeat(16));
    [table.start[row], table.duration[row]] = [span.start, span.duration];
  }
  return { spans: treeOf(spans[0].traceId, table, [0, spans.length]), templates };
}
