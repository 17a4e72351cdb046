import type { LogMessage } from '../messages.ts';
import { enumOf, hexOf, integerOf, objectOf, stringOf, uintOf, type JsonObject } from './fields.ts';
import { readAttributes, readValue } from './readAttributes.ts';

const severities = [
  'UNSPECIFIED',
  ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name) => [name, `${name}2`, `${name}3`, `${name}4`]),
];

export function readLog(log: JsonObject): LogMessage {
  return {
    time: integerOf(log, 'timeUnixNano'),
    observedTime: integerOf(log, 'observedTimeUnixNano'),
    severity: enumOf(log, 'severityNumber', 'SEVERITY_NUMBER_', severities),
    severityText: stringOf(log, 'severityText'),
    eventName: stringOf(log, 'eventName'),
    body: readValue(objectOf(log, 'body')),
    attributes: readAttributes(log, 'attributes'),
    flags: uintOf(log, 'flags'),
    traceId: hexOf(log, 'traceId'),
    spanId: hexOf(log, 'spanId'),
  };
}
