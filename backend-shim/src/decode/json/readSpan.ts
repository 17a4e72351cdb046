import type { EventMessage, SpanMessage } from '../messages.ts';
import type { RecordBudget } from '../RecordBudget.ts';
import { enumOf, hexOf, microsecondsOf, objectOf, objectsOf, stringOf, type JsonObject } from './fields.ts';
import { readAttributes } from './readAttributes.ts';

const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const statusCodes = ['UNSET', 'OK', 'ERROR'];

export function readSpan(span: JsonObject, budget: RecordBudget): SpanMessage {
  const events = objectsOf(span, 'events');
  budget.spend(events.length);
  const status = objectOf(span, 'status') ?? {};
  return {
    traceId: hexOf(span, 'traceId'),
    spanId: hexOf(span, 'spanId'),
    parentSpanId: hexOf(span, 'parentSpanId'),
    name: stringOf(span, 'name'),
    kind: enumOf(span, 'kind', 'SPAN_KIND_', kinds),
    start: microsecondsOf(span, 'startTimeUnixNano'),
    end: microsecondsOf(span, 'endTimeUnixNano'),
    attributes: readAttributes(span, 'attributes'),
    events: events.map(readEvent),
    statusCode: enumOf(status, 'code', 'STATUS_CODE_', statusCodes),
    statusMessage: stringOf(status, 'message'),
  };
}

function readEvent(event: JsonObject): EventMessage {
  return {
    name: stringOf(event, 'name'),
    time: microsecondsOf(event, 'timeUnixNano'),
    attributes: readAttributes(event, 'attributes'),
  };
}
