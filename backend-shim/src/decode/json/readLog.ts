import type { LogMessage } from '../messages.ts';
import { enumOf, hexOf, microsecondsOf, objectOf, type JsonObject } from './fields.ts';
import { readAttributes, readValue } from './readAttributes.ts';

const severities = [
  'UNSPECIFIED',
  ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name) => [name, `${name}2`, `${name}3`, `${name}4`]),
];

export function readLog(log: JsonObject): LogMessage {
  return {
    time: microsecondsOf(log, 'timeUnixNano'),
    observedTime: microsecondsOf(log, 'observedTimeUnixNano'),
    severity: enumOf(log, 'severityNumber', 'SEVERITY_NUMBER_', severities),
    body: readValue(objectOf(log, 'body')),
    attributes: readAttributes(log, 'attributes'),
    traceId: hexOf(log, 'traceId'),
    spanId: hexOf(log, 'spanId'),
  };
}
