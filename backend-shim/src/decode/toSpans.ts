import type { Span, SpanKind } from '../pipeline/records.ts';
import type { ResourceGroup, SpanMessage } from './messages.ts';
import { readResource } from './readResource.ts';
import type { Rejections } from './Rejections.ts';
import { isSpanId, isTraceId } from './traceIds.ts';

const kinds: SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const statuses: Array<Span['status']> = ['unset', 'ok', 'error'];

export function toSpans(groups: Array<ResourceGroup<SpanMessage>>, rejections: Rejections): Span[] {
  const spans: Span[] = [];
  for (const group of groups) {
    const resource = readResource(group.resource);
    for (const message of group.records) {
      const fault = faultOf(message);
      if (fault) {
        rejections.add(fault);
      } else {
        spans.push(toSpan(message, resource));
      }
    }
  }
  return spans;
}

function toSpan(message: SpanMessage, resource: Span['resource']): Span {
  return {
    traceId: message.traceId,
    spanId: message.spanId,
    parentSpanId: isSpanId(message.parentSpanId) ? message.parentSpanId : '',
    name: message.name,
    kind: kinds[message.kind] ?? 'unspecified',
    start: message.start,
    // Clocks step back: a span cannot.
    duration: Math.max(0, message.end - message.start),
    status: statuses[message.statusCode] ?? 'unset',
    statusMessage: message.statusMessage,
    attributes: message.attributes,
    events: message.events,
    resource,
  };
}

function faultOf(span: SpanMessage): string | null {
  if (!isTraceId(span.traceId)) {
    return 'span without a valid trace id';
  }
  if (!isSpanId(span.spanId)) {
    return 'span without a valid span id';
  }
  return span.start === 0 ? 'span without a start time' : null;
}
