import type { Attributes, Span } from '../../../pipeline/records.ts';
import type { SpanExtra } from '../../../pipeline/spans/SpanTemplate.ts';
import { SpanTable } from '../../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../../pipeline/spans/TemplateTable.ts';
import { missingParent, noParent, type TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';

/** Which attributes these tests keep out of templates: enough to be like the shim, without its privacy rules. */
const ownKeys =
  /^(?:url\.(?:path|full|query)|http\.target|enduser\.id|maho\.(?:visitor|quote)_id|payment\.amount|exception\.|.*message\.id$)/;
const sharedNumbers = /status_code$|port$|^maho\.(?:store|website)_id$/;

/** A trace's spans (each id once, of one trace) as the rows of a table, in the order of their start. */
export function buildTraceSpans(
  spans: Span[],
  templates: TemplateTable,
  table: SpanTable = new SpanTable()
): TraceSpans {
  const sorted = parentsFirst(spans);
  const positions = new Map(sorted.map((span, at) => [span.spanId, at]));
  const rows = sorted.map((span) => addSpan(span, templates, table));
  const parents = sorted.map(({ parentSpanId }) =>
    parentSpanId === '' ? noParent : (positions.get(parentSpanId) ?? missingParent)
  );
  return { traceId: spans[0].traceId, table, rows: Int32Array.from(rows), parents: Int32Array.from(parents) };
}

function parentsFirst(spans: Span[]): Span[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const depth = (span: Span) => {
    let levels = 0;
    for (let at = byId.get(span.parentSpanId); at && levels < spans.length; at = byId.get(at.parentSpanId)) {
      levels += 1;
    }
    return levels;
  };
  const depths = new Map(spans.map((span) => [span, depth(span)]));
  return spans.toSorted((a, b) => a.start - b.start || depths.get(a)! - depths.get(b)! || b.duration - a.duration);
}

function addSpan(span: Span, templates: TemplateTable, table: SpanTable): number {
  const { content, extra } = split(span);
  const row = table.addRow(span.resource, extra);
  table.template[row] = templates.intern({ ...content, name: span.name, kind: span.kind, status: span.status }).index;
  [table.idHigh[row], table.idLow[row]] = halves(span.spanId);
  [table.parentHigh[row], table.parentLow[row]] = halves(span.parentSpanId);
  table.start[row] = span.start;
  table.duration[row] = span.duration;
  return row;
}

function split(span: Span): { content: { attributes: Attributes }; extra: SpanExtra | null } {
  const shared: Attributes = {};
  const own: Attributes = {};
  for (const [key, value] of Object.entries(span.attributes)) {
    const differs = ownKeys.test(key) || (typeof value === 'number' && !sharedNumbers.test(key));
    (differs ? own : shared)[key] = value;
  }
  const { statusMessage, events } = span;
  const isBare = statusMessage === '' && events.length === 0 && Object.keys(own).length === 0;
  return { content: { attributes: shared }, extra: isBare ? null : { attributes: own, statusMessage, events } };
}

function halves(id: string): [number, number] {
  return id === '' ? [0, 0] : [parseInt(id.slice(0, 8), 16), parseInt(id.slice(8), 16)];
}
