import Pbf from 'pbf';
import type { Signal } from '../../pipeline/records.ts';

/** OTLP/JSON as parsed: the encoder turns it into the same request in protobuf. */
export type Json = any;

type FieldType =
  'string' | 'hex' | 'base64' | 'uint' | 'bool' | 'int64' | 'double' | 'fixed32' | 'fixed64' | 'sfixed64';
type Field = [name: string, number: number, type: FieldType | (() => Field[]), repeated?: 'repeated' | 'packed'];

const anyValue = (): Field[] => [
  ['stringValue', 1, 'string'],
  ['boolValue', 2, 'bool'],
  ['intValue', 3, 'int64'],
  ['doubleValue', 4, 'double'],
  ['arrayValue', 5, () => [['values', 1, anyValue, 'repeated']]],
  ['kvlistValue', 6, () => [['values', 1, keyValue, 'repeated']]],
  ['bytesValue', 7, 'base64'],
];
const keyValue = (): Field[] => [
  ['key', 1, 'string'],
  ['value', 2, anyValue],
];
const attributes = (number: number): Field => ['attributes', number, keyValue, 'repeated'];
const event = (): Field[] => [['timeUnixNano', 1, 'fixed64'], ['name', 2, 'string'], attributes(3)];
const status = (): Field[] => [
  ['message', 2, 'string'],
  ['code', 3, 'uint'],
];
const span = (): Field[] => [
  ['traceId', 1, 'hex'],
  ['spanId', 2, 'hex'],
  ['traceState', 3, 'string'],
  ['parentSpanId', 4, 'hex'],
  ['name', 5, 'string'],
  ['kind', 6, 'uint'],
  ['startTimeUnixNano', 7, 'fixed64'],
  ['endTimeUnixNano', 8, 'fixed64'],
  attributes(9),
  ['events', 11, event, 'repeated'],
  ['status', 15, status],
  ['flags', 16, 'fixed32'],
];
const log = (): Field[] => [
  ['timeUnixNano', 1, 'fixed64'],
  ['severityNumber', 2, 'uint'],
  ['severityText', 3, 'string'],
  ['body', 5, anyValue],
  attributes(6),
  ['flags', 8, 'fixed32'],
  ['traceId', 9, 'hex'],
  ['spanId', 10, 'hex'],
  ['observedTimeUnixNano', 11, 'fixed64'],
  ['eventName', 12, 'string'],
];
const exemplar = (): Field[] => [
  ['asDouble', 3, 'double'],
  ['spanId', 4, 'hex'],
  ['traceId', 5, 'hex'],
];
const numberPoint = (): Field[] => [
  ['startTimeUnixNano', 2, 'fixed64'],
  ['timeUnixNano', 3, 'fixed64'],
  ['asDouble', 4, 'double'],
  ['exemplars', 5, exemplar, 'repeated'],
  ['asInt', 6, 'sfixed64'],
  attributes(7),
  ['flags', 8, 'uint'],
];
const histogramPoint = (): Field[] => [
  ['startTimeUnixNano', 2, 'fixed64'],
  ['timeUnixNano', 3, 'fixed64'],
  ['count', 4, 'fixed64'],
  ['sum', 5, 'double'],
  ['bucketCounts', 6, 'fixed64', 'packed'],
  ['explicitBounds', 7, 'double', 'repeated'],
  ['exemplars', 8, exemplar, 'repeated'],
  attributes(9),
  ['flags', 10, 'uint'],
  ['min', 11, 'double'],
  ['max', 12, 'double'],
];
const summaryPoint = (): Field[] => [['timeUnixNano', 3, 'fixed64'], attributes(7)];
const data = (point: () => Field[]) => (): Field[] => [
  ['dataPoints', 1, point, 'repeated'],
  ['aggregationTemporality', 2, 'uint'],
  ['isMonotonic', 3, 'bool'],
];
const metric = (): Field[] => [
  ['name', 1, 'string'],
  ['description', 2, 'string'],
  ['unit', 3, 'string'],
  ['gauge', 5, data(numberPoint)],
  ['sum', 7, data(numberPoint)],
  ['histogram', 9, data(histogramPoint)],
  ['summary', 11, data(summaryPoint)],
];
const scope = (): Field[] => [
  ['name', 1, 'string'],
  ['version', 2, 'string'],
];
const resource = (): Field[] => [attributes(1)];
const request = (resources: string, scopes: string, records: string, record: () => Field[]): Field[] => [
  [
    resources,
    1,
    () => [
      ['resource', 1, resource],
      [
        scopes,
        2,
        () => [
          ['scope', 1, scope],
          [records, 2, record, 'repeated'],
          ['schemaUrl', 3, 'string'],
        ],
        'repeated',
      ],
    ],
    'repeated',
  ],
];

const requests: Record<Signal, Field[]> = {
  traces: request('resourceSpans', 'scopeSpans', 'spans', span),
  logs: request('resourceLogs', 'scopeLogs', 'logRecords', log),
  metrics: request('resourceMetrics', 'scopeMetrics', 'metrics', metric),
};

export function encodeProtobuf(signal: Signal, message: Json): Uint8Array {
  const pbf = new Pbf();
  writeMessage(pbf, requests[signal], message);
  return pbf.finish();
}

function writeMessage(pbf: Pbf, fields: Field[], message: Json): void {
  for (const [name, number, type, repeated] of fields) {
    const value = message[name];
    if (value === undefined) {
      continue;
    }
    if (repeated === 'packed') {
      pbf.writeTag(number, 2);
      pbf.writeRawMessage((items: Json[]) => items.forEach((item) => writeScalar(pbf, type as FieldType, item)), value);
      continue;
    }
    for (const item of repeated ? value : [value]) {
      writeField(pbf, number, type, item);
    }
  }
}

function writeField(pbf: Pbf, number: number, type: Field[2], value: Json): void {
  if (typeof type === 'function') {
    pbf.writeMessage(number, (message: Json) => writeMessage(pbf, type(), message), value);
    return;
  }
  const wireTypes = { uint: 0, bool: 0, int64: 0, double: 1, fixed64: 1, sfixed64: 1, fixed32: 5 } as Record<
    string,
    number
  >;
  pbf.writeTag(number, wireTypes[type] ?? 2);
  writeScalar(pbf, type, value);
}

function writeScalar(pbf: Pbf, type: FieldType, value: Json): void {
  switch (type) {
    case 'string':
      pbf.writeBytes(Buffer.from(value));
      break;
    case 'hex':
    case 'base64':
      pbf.writeBytes(Buffer.from(value, type));
      break;
    case 'uint':
      pbf.writeVarint(value);
      break;
    case 'bool':
      pbf.writeBoolean(value);
      break;
    case 'int64':
      writeBigVarint(pbf, BigInt(value));
      break;
    case 'double':
      pbf.writeDouble(Number(value));
      break;
    case 'fixed32':
      pbf.writeFixed32(value);
      break;
    default:
      pbf.writeFixed32(Number(BigInt.asUintN(32, BigInt(value))));
      pbf.writeFixed32(Number(BigInt.asUintN(32, BigInt(value) >> 32n)));
  }
}

function writeBigVarint(pbf: Pbf, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  pbf.realloc(10);
  do {
    const more = rest > 0x7fn;
    pbf.buf[pbf.pos++] = Number(rest & 0x7fn) | (more ? 0x80 : 0);
    rest >>= 7n;
  } while (rest > 0n);
}
