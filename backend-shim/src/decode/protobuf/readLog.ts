import { newLog, type LogMessage } from '../messages.ts';
import { readAttribute, readValue } from './readAttributes.ts';
import { readHex, readMicroseconds, readUint, readWithin, type Pbf } from './wire.ts';

/** opentelemetry.proto.logs.v1.LogRecord */
export function readLog(pbf: Pbf, from: number, to: number): LogMessage {
  return readWithin(pbf, from, to, newLog(), logField);
}

function logField(field: number, log: LogMessage, pbf: Pbf): void {
  switch (field) {
    case 1:
      log.time = readMicroseconds(pbf);
      break;
    case 2:
      log.severity = readUint(pbf);
      break;
    case 5:
      log.body = readValue(pbf);
      break;
    case 6:
      readAttribute(pbf, log.attributes);
      break;
    case 9:
      log.traceId = readHex(pbf);
      break;
    case 10:
      log.spanId = readHex(pbf);
      break;
    case 11:
      log.observedTime = readMicroseconds(pbf);
      break;
  }
}
