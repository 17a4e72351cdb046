import type { Resource, Span, SpanKind } from '../pipeline/records.ts';
import type { SpanMessage } from './messages.ts';
import { faults, type Rejections } from './Rejections.ts';
import { isSpanId, isTraceId } from './traceIds.ts';

const kinds: SpanKind[] = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];
const statuses: Array<Span['status']> = ['unset', 'ok', 'error'];

/** Null, and counted, where the span cannot be used. */
export function toSpan(message: SpanMessage, resource: Resource, rejections: Rejections): Span | null {
  const fault = faultOf(message);
  if (fault) {
    rejections.add(fault);
    return null;
  }
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

export function faultOf(span: SpanMessage): string | null {
  if (!isTraceId(span.traceId)) {
    return faults.traceId;
  }
  if (!isSpanId(span.spanId)) {
    return faults.spanId;
  }
  return span.start === 0 ? faults.start : null;
}
