import fc from 'fast-check';
import type { Signal } from '../../pipeline/records.ts';
import type { Json } from './encodeProtobuf.ts';

/** Export requests of all kinds as OTLP/JSON, also with ids, times and numbers at the edge of what is allowed. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', '__proto__', 'constructor', '\ufeffmark')
);
const hex = (length: number) =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length }),
    },
    fc.constantFrom('', '0'.repeat(length), 'ab')
  );
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const nanoseconds = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  fc.constantFrom('0', '1795447948309574068')
);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const double = fc.oneof(finite, fc.constantFrom('NaN', 'Infinity', '-Infinity'));

const { anyValue } = fc.letrec<{ anyValue: Json; pair: Json }>((tie) => ({
  anyValue: fc.oneof(
    { maxDepth: 4 },
    fc.record({ stringValue: text }),
    fc.constant({}),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.oneof(int64, fc.integer().map(String)) }),
    fc.record({ doubleValue: double }),
    fc.record({ bytesValue: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('base64')) }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('anyValue'), { maxLength: 3 }) }) }),
    fc.record({ kvlistValue: fc.record({ values: fc.array(tie('pair'), { maxLength: 3 }) }) })
  ),
  pair: fc.record({ key: text, value: tie('anyValue') }),
}));
const attributes = fc.array(fc.record({ key: text, value: anyValue }), { maxLength: 4 });
const optional = (model: Record<string, fc.Arbitrary<Json>>) => fc.record(model, { requiredKeys: [] });

const span = optional({
  traceId: hex(32),
  spanId: hex(16),
  parentSpanId: hex(16),
  traceState: text,
  flags: fc.nat(),
  name: text,
  kind: fc.nat(7),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  events: fc.array(optional({ timeUnixNano: nanoseconds, name: text, attributes }), { maxLength: 2 }),
  status: optional({ code: fc.nat(3), message: text }),
});
const log = optional({
  timeUnixNano: nanoseconds,
  observedTimeUnixNano: nanoseconds,
  severityNumber: fc.nat(24),
  severityText: text,
  body: anyValue,
  attributes,
  flags: fc.nat(),
  traceId: hex(32),
  spanId: hex(16),
  eventName: text,
});
const point = {
  attributes,
  startTimeUnixNano: nanoseconds,
  timeUnixNano: nanoseconds,
  flags: fc.nat(1),
  exemplars: fc.array(optional({ traceId: hex(32), spanId: hex(16), asDouble: finite }), { maxLength: 2 }),
};
const dataOf = (fields: Record<string, fc.Arbitrary<Json>>) =>
  optional({
    dataPoints: fc.array(optional({ ...point, ...fields }), { maxLength: 3 }),
    aggregationTemporality: fc.constantFrom(0, 1, 1, 1, 2),
    isMonotonic: fc.boolean(),
  });
const numbers = fc.oneof(dataOf({ asInt: int64 }), dataOf({ asDouble: double }));
const histogram = dataOf({
  count: uint64,
  sum: double,
  min: double,
  max: double,
  bucketCounts: fc.array(uint64, { maxLength: 3 }),
  explicitBounds: fc.array(double, { maxLength: 3 }),
});
const named = { name: text, description: text, unit: text };
const metric = fc.oneof(
  optional({ ...named, sum: numbers }),
  optional({ ...named, histogram }),
  optional({ ...named, gauge: numbers }),
  optional({ ...named, summary: dataOf({}) })
);

const requestOf = (resources: string, scopes: string, records: string, record: fc.Arbitrary<Json>) => {
  const scope = fc.record(
    { scope: optional({ name: text, version: text }), [records]: fc.array(record, { maxLength: 4 }) },
    { requiredKeys: [records] }
  );
  const group = fc.record(
    { resource: optional({ attributes }), [scopes]: fc.array(scope, { maxLength: 2 }) },
    { requiredKeys: [scopes] }
  );
  return fc.record({ [resources]: fc.array(group, { maxLength: 2 }) });
};

export const arbitraryRequest: Record<Signal, fc.Arbitrary<Json>> = {
  traces: requestOf('resourceSpans', 'scopeSpans', 'spans', span),
  logs: requestOf('resourceLogs', 'scopeLogs', 'logRecords', log),
  metrics: requestOf('resourceMetrics', 'scopeMetrics', 'metrics', metric),
};
