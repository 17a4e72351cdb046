import type { Attributes, Span } from '../../pipeline/records.ts';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import type { TraceSpans } from '../../pipeline/spans/TraceSpans.ts';

/**
 * Spans of one trace (prepared, and told as often as they are) in columns.
 *
 * @param isOwn - which attributes are no part of templates
 */
export function traceSpansOf(
  spans: Span[],
  templates: TemplateTable,
  isOwn: (key: string) => boolean = () => false
): TraceSpans {
  const table = new SpanTable(1);
  spans.forEach((span) => addRow(table, span, templates, isOwn));
  return treeOf(spans[0].traceId, table, [0, spans.length]);
}

function addRow(table: SpanTable, span: Span, templates: TemplateTable, isOwn: (key: string) => boolean): void {
  const { name, kind, status, statusMessage, events } = span;
  const [common, own] = [pick(span.attributes, (key) => !isOwn(key)), pick(span.attributes, isOwn)];
  const hasOwn = statusMessage !== '' || events.length > 0 || Object.keys(own).length > 0;
  const row = table.addRow(span.resource, hasOwn ? { attributes: own, statusMessage, events } : null);
  table.template[row] = templates.intern({ name, kind, status, attributes: common }).index;
  [table.idHigh[row], table.idLow[row]] = halves(span.spanId);
  [table.parentHigh[row], table.parentLow[row]] = halves(span.parentSpanId);
  table.start[row] = span.start;
  table.duration[row] = span.duration;
}

function pick(attributes: Attributes, wanted: (key: string) => boolean): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => wanted(key)));
}

function halves(id: string): [number, number] {
  return id === '' ? [0, 0] : [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8), 16)];
}
