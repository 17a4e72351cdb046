import { newSpan, type EventMessage, type SpanMessage } from '../messages.ts';
import { readAttribute } from './readAttributes.ts';
import { readHex, readMessage, readMicroseconds, readString, readUint, readWithin, type Pbf } from './wire.ts';

/** opentelemetry.proto.trace.v1.Span */
export function readSpan(pbf: Pbf, from: number, to: number): SpanMessage {
  return readWithin(pbf, from, to, newSpan(), spanField);
}

function spanField(field: number, span: SpanMessage, pbf: Pbf): void {
  switch (field) {
    case 1:
      span.traceId = readHex(pbf);
      break;
    case 2:
      span.spanId = readHex(pbf);
      break;
    case 4:
      span.parentSpanId = readHex(pbf);
      break;
    case 5:
      span.name = readString(pbf);
      break;
    case 6:
      span.kind = readUint(pbf);
      break;
    case 7:
      span.start = readMicroseconds(pbf);
      break;
    case 8:
      span.end = readMicroseconds(pbf);
      break;
    case 9:
      readAttribute(pbf, span.attributes);
      break;
    case 11:
      pbf.budget.spend(1);
      span.events.push(readMessage<EventMessage>(pbf, { name: '', time: 0, attributes: {} }, eventField));
      break;
    case 15:
      readMessage(pbf, span, statusField);
      break;
  }
}

function eventField(field: number, event: EventMessage, pbf: Pbf): void {
  if (field === 1) {
    event.time = readMicroseconds(pbf);
  } else if (field === 2) {
    event.name = readString(pbf);
  } else if (field === 3) {
    readAttribute(pbf, event.attributes);
  }
}

function statusField(field: number, span: SpanMessage, pbf: Pbf): void {
  if (field === 2) {
    span.statusMessage = readString(pbf);
  } else if (field === 3) {
    span.statusCode = readUint(pbf);
  }
}
