import type { Attributes, Span } from '../records.ts';
import { originalName } from './originalName.ts';
import type { SpanTable } from './SpanTable.ts';
import type { TemplateTable } from './TemplateTable.ts';
import type { TraceSpans } from './TraceSpans.ts';

/**
 * A trace's span as an object, just as it was before it became a row. What objects it holds are shared with other spans.
 *
 * @param at - its place in `rows`
 */
export function spanOf(
  { traceId, table, rows }: Pick<TraceSpans, 'traceId' | 'table' | 'rows'>,
  at: number,
  templates: TemplateTable
): Span {
  const row = rows[at];
  const { name, kind, status, attributes } = templates.at(table.template[row]);
  const extra = table.extra[row];
  return {
    traceId,
    spanId: hexOf(table.idHigh[row], table.idLow[row]),
    parentSpanId: parentIdOf(table, row),
    name: ownName(extra?.attributes) ?? name,
    kind,
    start: table.start[row],
    duration: table.duration[row],
    status,
    statusMessage: extra?.statusMessage ?? '',
    attributes: extra ? merged(attributes, extra.attributes) : attributes,
    events: extra?.events ?? [],
    resource: table.resource[row],
  };
}

/** Empty for a root. */
function parentIdOf({ parentHigh, parentLow }: SpanTable, row: number): string {
  return parentHigh[row] === 0 && parentLow[row] === 0 ? '' : hexOf(parentHigh[row], parentLow[row]);
}

function hexOf(high: number, low: number): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

function ownName(own: Attributes | undefined): string | undefined {
  return own?.[originalName] as string | undefined;
}

function merged(common: Attributes, own: Attributes): Attributes {
  const attributes = { ...common, ...own };
  delete attributes[originalName];
  return attributes;
}
