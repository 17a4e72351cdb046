import { gzipSync, gunzipSync } from 'node:zlib';
import { UndecodableError } from '../pipeline/outcome.ts';
import type { Body, Export, Signal } from '../pipeline/records.ts';
import { decode } from './decode.ts';
import { maxDepth } from './maxDepth.ts';
import { encodeProtobuf, type Json } from './testing/encodeProtobuf.ts';

const receivedAt = 1_700_000_000_000;
const traceId = 'fe91bd5b5a0a3140181ee27f856805ee';
const spanId = '2d66f122914b91e9';
const time = '1795447948309574068';
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
const span = { traceId, spanId, name: 'GET', startTimeUnixNano: time, endTimeUnixNano: time };

const traces = (...spans: Json[]) => ({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] });
const logs = (...logRecords: Json[]) => ({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
const metrics = (...list: Json[]) => ({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics: list }] }] });

function decodeText(signal: Signal, text: string, encoding: Body['encoding'] = 'json'): Export {
  return decode({ signal, encoding, receivedAt, bytes: Buffer.from(text) });
}

/** As JSON and as protobuf, which must agree. */
function decodeBoth(signal: Signal, request: Json): Export {
  const decoded = decodeText(signal, JSON.stringify(request));
  const bytes = encodeProtobuf(signal, request);
  expect(decode({ signal, encoding: 'protobuf', receivedAt, bytes })).toEqual(decoded);
  return decoded;
}

function decodeBytes(signal: Signal, ...bytes: number[]): Export {
  return decode({ signal, encoding: 'protobuf', receivedAt, bytes: Uint8Array.from(bytes) });
}

describe('a span', () => {
  it('has all that was sent', () => {
    const { spans, rejected } = decodeBoth(
      'traces',
      traces({
        ...span,
        parentSpanId: 'b639c233710ae216',
        kind: 2,
        endTimeUnixNano: '1795447948310055961',
        attributes: [
          { key: 'http.response.status_code', value: { intValue: '500' } },
          { key: 'list', value: { arrayValue: { values: [{ boolValue: true }, { doubleValue: 1.5 }, {}] } } },
          { key: 'map', value: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'ä' } }] } } },
        ],
        events: [
          {
            name: 'exception',
            timeUnixNano: '1795447948309999999',
            attributes: [{ key: 'a', value: { bytesValue: 'AP8=' } }],
          },
        ],
        status: { code: 2, message: 'it broke' },
      })
    );
    expect(rejected).toEqual([]);
    expect(spans).toEqual([
      {
        traceId,
        spanId,
        parentSpanId: 'b639c233710ae216',
        name: 'GET',
        kind: 'server',
        start: 1_795_447_948_309_574,
        duration: 481,
        status: 'error',
        statusMessage: 'it broke',
        attributes: { 'http.response.status_code': 500, list: [true, 1.5, null], map: { a: 'ä' } },
        events: [{ name: 'exception', time: 1_795_447_948_309_999, attributes: { a: 'AP8=' } }],
        resource: { service: 'shop', environment: null, mahoVersion: null, phpVersion: null, host: null },
      },
    ]);
  });

  it.each([
    ['trace id', { traceId: '0'.repeat(32) }],
    ['trace id', { traceId: 'ab' }],
    ['trace id', { traceId: undefined }],
    ['span id', { spanId: '0'.repeat(16) }],
    ['span id', { spanId: `${spanId}00` }],
    ['start time', { startTimeUnixNano: undefined }],
  ])('without a valid %s is rejected and counted; the others are used', (what, fault) => {
    const { spans, rejected } = decodeBoth('traces', traces({ ...span, ...fault }, { ...span, ...fault }, span));
    expect(spans).toHaveLength(1);
    expect(rejected).toEqual([{ count: 2, reason: expect.stringContaining(what) }]);
  });

  it('with an id that is not hexadecimal is rejected', () => {
    const { rejected } = decodeText('traces', JSON.stringify(traces({ ...span, spanId: 'not hexadecimal!' })));
    expect(rejected).toEqual([{ count: 1, reason: 'span without a valid span id' }]);
  });

  it('has no parent where its id is all zeroes, and no negative duration', () => {
    const { spans } = decodeBoth('traces', traces({ ...span, parentSpanId: '0'.repeat(16), endTimeUnixNano: '5' }));
    expect(spans[0]).toMatchObject({ parentSpanId: '', duration: 0 });
  });

  it('keeps attributes whose names are those of JavaScript', () => {
    const attributes = ['__proto__', 'constructor', 'toString'].map((key) => ({
      key,
      value: { kvlistValue: { values: [{ key: 'polluted', value: { intValue: 1 } }] } },
    }));
    const { spans } = decodeBoth('traces', traces({ ...span, attributes }));
    expect(Object.keys(spans[0].attributes)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('numbers', () => {
  it('of 64 bits are exact, or text', () => {
    const values = ['9007199254740991', '9007199254740993', '-9223372036854775808', '-1'];
    const attributes = values.map((intValue, index) => ({ key: String(index), value: { intValue } }));
    const { spans } = decodeBoth('traces', traces({ ...span, attributes }));
    expect(Object.values(spans[0].attributes)).toEqual([
      9007199254740991,
      '9007199254740993',
      '-9223372036854775808',
      -1,
    ]);
  });

  it('may be numbers in JSON, without loss', () => {
    const text = JSON.stringify(traces({ ...span, name: 'at: 1795447948309999999, done' }));
    const { spans } = decodeText('traces', text.replaceAll(`"${time}"`, '1795447948309999999'));
    expect(spans[0]).toMatchObject({ start: 1_795_447_948_309_999, name: 'at: 1795447948309999999, done' });
  });

  it.each([
    ['0', 0],
    ['999', 0],
    ['1000', 1],
    ['9007199254740993', 9_007_199_254_740],
    ['4294967295999', 4_294_967_295],
    ['9007199254740991999', 9_007_199_254_740_991],
  ])('of nanoseconds: %s ns are %d us', (nanoseconds, microseconds) => {
    const event = { name: 'e', timeUnixNano: nanoseconds };
    expect(decodeBoth('traces', traces({ ...span, events: [event] })).spans[0].events[0].time).toBe(microseconds);
  });

  it('of doubles may be NaN and infinite', () => {
    const attributes = ['NaN', 'Infinity', '-Infinity', '1e3'].map((doubleValue) => ({
      key: doubleValue,
      value: { doubleValue },
    }));
    expect(Object.values(decodeBoth('traces', traces({ ...span, attributes })).spans[0].attributes)).toEqual([
      NaN,
      Infinity,
      -Infinity,
      1000,
    ]);
  });
});

describe('a resource', () => {
  it('is read by the names that OpenTelemetry gives', () => {
    const attributes = Object.entries({
      'service.name': 'shop',
      'deployment.environment.name': 'staging',
      'service.version': '26.9.0',
      'process.runtime.version': '8.4.27',
      'host.name': 'web1',
      'process.pid': '1',
    }).map(([key, stringValue]) => ({ key, value: { stringValue } }));
    const { spans } = decodeBoth('traces', {
      resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans: [span] }] }],
    });
    expect(spans[0].resource).toEqual({
      service: 'shop',
      environment: 'staging',
      mahoVersion: '26.9.0',
      phpVersion: '8.4.27',
      host: 'web1',
    });
  });

  it('may be missing', () => {
    const { spans } = decodeBoth('traces', { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    expect(spans[0].resource.service).toBe('unknown_service');
  });
});

describe('a log record', () => {
  const record = {
    timeUnixNano: time,
    observedTimeUnixNano: '1795447948309999999',
    severityNumber: 13,
    body: { stringValue: 'careful' },
    traceId,
    spanId,
  };

  it('has all that was sent', () => {
    expect(decodeBoth('logs', logs(record)).logs).toEqual([
      expect.objectContaining({
        traceId,
        spanId,
        time: 1_795_447_948_309_574,
        severity: 13,
        body: 'careful',
        attributes: {},
      }),
    ]);
  });

  it('has the time of its observation, or of its arrival, where it tells none', () => {
    const { logs: records } = decodeBoth(
      'logs',
      logs({ ...record, timeUnixNano: '0' }, { body: { stringValue: 'a' } })
    );
    expect(records.map(({ time: at }) => at)).toEqual([1_795_447_948_309_999, receivedAt * 1000]);
  });

  it('may belong to no trace, and have any body', () => {
    const body = { kvlistValue: { values: [{ key: 'a', value: { intValue: 1 } }] } };
    const { logs: records } = decodeBoth(
      'logs',
      logs({ ...record, traceId: '0'.repeat(32), spanId: '', body }, { timeUnixNano: time })
    );
    expect(records.map(({ traceId: id, body: text }) => [id, text])).toEqual([
      ['', '{"a":1}'],
      ['', ''],
    ]);
  });

  it('has an identity that no other has, the same in every repetition', () => {
    const request = logs(record, record, { ...record, severityNumber: 14 }, { ...record, observedTimeUnixNano: '1' });
    const first = decodeBoth('logs', request).logs.map(({ identity }) => identity);
    expect(new Set(first).size).toBe(4);
    expect(first.every((identity) => /^[0-9a-f]{32}$/.test(identity))).toBe(true);
    const gzipped = gzipSync(encodeProtobuf('logs', request));
    const again = decode({
      signal: 'logs',
      encoding: 'protobuf',
      receivedAt: receivedAt + 5,
      bytes: gunzipSync(gzipped),
    });
    expect(again.logs.map(({ identity }) => identity)).toEqual(first);
  });

  it('of another process is another one', () => {
    const from = (pid: string) =>
      decodeBoth('logs', {
        resourceLogs: [
          {
            resource: { attributes: [{ key: 'process.pid', value: { intValue: pid } }] },
            scopeLogs: [{ logRecords: [record] }],
          },
        ],
      });
    expect(from('1').logs[0].identity).not.toBe(from('2').logs[0].identity);
  });
});

describe('a metric', () => {
  const point = {
    startTimeUnixNano: '1',
    timeUnixNano: time,
    attributes: [{ key: 'currency', value: { stringValue: 'EUR' } }],
  };
  const sum = (dataPoints: Json[], more = {}) => ({
    name: 'maho.orders',
    unit: '{order}',
    sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints, ...more },
  });
  const histogram = (dataPoints: Json[], more = {}) => ({
    name: 'http.server.request.duration',
    unit: 's',
    histogram: { aggregationTemporality: 1, dataPoints, ...more },
  });

  it('that is a counter gives its points', () => {
    const { points } = decodeBoth(
      'metrics',
      metrics(
        sum([
          { ...point, asInt: '3' },
          { ...point, asDouble: 52.5 },
        ])
      )
    );
    expect(points).toEqual([
      expect.objectContaining({
        name: 'maho.orders',
        unit: '{order}',
        count: 3,
        sum: 3,
        min: null,
        max: null,
        time: 1_795_447_948_309_574,
        attributes: { currency: 'EUR' },
        traceId: '',
      }),
      expect.objectContaining({ count: 52.5, sum: 52.5 }),
    ]);
    expect(points[0].identity).not.toBe(points[1].identity);
  });

  it('that is a histogram gives its points, with the trace of the first exemplar', () => {
    const exemplars = [
      { asDouble: 0.7, traceId, spanId },
      { asDouble: 0.1, traceId: `${traceId.slice(1)}0`, spanId },
    ];
    const { points } = decodeBoth(
      'metrics',
      metrics(
        histogram([
          {
            ...point,
            count: '2',
            sum: 0.8,
            min: 0.1,
            max: 0.7,
            bucketCounts: ['0', '2'],
            explicitBounds: [0],
            exemplars,
          },
        ])
      )
    );
    expect(points).toEqual([expect.objectContaining({ count: 2, sum: 0.8, min: 0.1, max: 0.7, traceId })]);
  });

  it('with nothing to tell gives no points', () => {
    const gauge = { name: 'g', gauge: { dataPoints: [{ ...point, asInt: '1' }] } };
    const summary = { name: 's', summary: { dataPoints: [point] } };
    const noValue = { ...point, asInt: '1', flags: 1 };
    const request = metrics(
      sum([{ ...point, asInt: '0' }, noValue]),
      histogram([{ ...point, count: '0', sum: 0 }]),
      histogram([]),
      gauge,
      summary,
      sum([{ ...point, asInt: '-1' }], { isMonotonic: false })
    );
    expect(decodeBoth('metrics', request)).toEqual({ spans: [], logs: [], points: [], rejected: [] });
  });

  it('that is a total since the start is rejected, every point of it', () => {
    const request = metrics(
      sum([point, point], { aggregationTemporality: 2 }),
      histogram([point], { aggregationTemporality: 0 })
    );
    expect(decodeBoth('metrics', request)).toMatchObject({
      points: [],
      rejected: [{ count: 3, reason: 'temporality is not delta' }],
    });
  });

  it('with a value that is no amount is rejected', () => {
    const request = metrics(
      sum([
        { ...point, asDouble: 'NaN' },
        { ...point, asInt: '-4' },
      ]),
      histogram([{ ...point, count: '1', sum: 'Infinity' }])
    );
    expect(decodeBoth('metrics', request)).toMatchObject({ points: [], rejected: [{ count: 3 }] });
  });
});

describe('a body', () => {
  const nothing = { spans: [], logs: [], points: [], rejected: [] };

  it.each(['traces', 'logs', 'metrics'] as const)('of %s may be empty', (signal) => {
    expect(decodeBytes(signal)).toEqual(nothing);
    expect(decodeText(signal, '{}')).toEqual(nothing);
    expect(decodeText(signal, '', 'ndjson')).toEqual(nothing);
    expect(decodeText(signal, '{}\n\n{}\n', 'ndjson')).toEqual(nothing);
  });

  it('in ndjson is one request a line', () => {
    const line = (name: string) => JSON.stringify(traces({ ...span, name }));
    expect(decodeText('traces', `${line('a')}\n${line('b')}\r\n`, 'ndjson').spans.map(({ name }) => name)).toEqual([
      'a',
      'b',
    ]);
  });

  it('in JSON may have unknown fields, nulls, names of enums and a byte order mark', () => {
    const known = {
      ...span,
      kind: 'SPAN_KIND_CLIENT',
      status: { code: 'STATUS_CODE_ERROR' },
      links: null,
      events: null,
      attributes: null,
    };
    const { spans } = decodeText('traces', `\ufeff${JSON.stringify(traces({ ...known, tomorrow: [{ deep: 1 }] }))}`);
    expect(spans[0]).toMatchObject({ kind: 'client', status: 'error', events: [], attributes: {} });
    const { logs: records } = decodeText('logs', JSON.stringify(logs({ severityNumber: 'SEVERITY_NUMBER_WARN2' })));
    expect(records[0].severity).toBe(14);
  });

  it('in protobuf may have unknown fields of every type', () => {
    const [tag, length, ...group] = encodeProtobuf('traces', traces(span));
    const unknown = [0x78, 0xff, 0x01, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 2, 9, 9, 0x7d, 1, 2, 3, 4];
    expect(length).toBeLessThan(0x80 - unknown.length);
    expect(decodeBytes('traces', ...unknown, tag, length + unknown.length, ...unknown, ...group).spans).toHaveLength(1);
  });

  it('in protobuf may begin anywhere in memory', () => {
    const bytes = encodeProtobuf(
      'traces',
      traces({ ...span, attributes: [{ key: 'a', value: { doubleValue: 1.5 } }] })
    );
    const memory = Buffer.alloc(bytes.length + 20, 0xff);
    memory.set(bytes, 13);
    const { spans } = decode({
      signal: 'traces',
      encoding: 'protobuf',
      receivedAt,
      bytes: memory.subarray(13, 13 + bytes.length),
    });
    expect(spans[0]).toMatchObject({ start: 1_795_447_948_309_574, attributes: { a: 1.5 } });
  });

  it('may have text that is no UTF-8', () => {
    const bytes = Buffer.from(encodeProtobuf('traces', traces({ ...span, name: 'XX' })));
    bytes.set([0xff, 0xc3], bytes.indexOf('XX'));
    expect(decode({ signal: 'traces', encoding: 'protobuf', receivedAt, bytes }).spans[0].name).toBe('\ufffd\ufffd');
    const json = Buffer.from(JSON.stringify(traces({ ...span, name: 'XX' })));
    json.set([0xff, 0xc3], json.indexOf('XX'));
    expect(decode({ signal: 'traces', encoding: 'json', receivedAt, bytes: json }).spans[0].name).toBe('\ufffd\ufffd');
  });

  it('takes bucket counts packed and one by one', () => {
    // Metric 9 = histogram: temporality delta, one point with count 1, sum 1 and two counts of buckets, each way.
    const one = [1, 0, 0, 0, 0, 0, 0, 0];
    const float = [0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
    const identities = [
      [0x32, 16, ...one, ...one],
      [0x31, ...one, 0x31, ...one],
    ].map((buckets) => {
      const point = [0x21, ...one, 0x29, ...float, ...buckets];
      const data = [0x0a, point.length, ...point, 0x10, 1];
      const body = wrap(wrap(wrap(data, 0x4a), 0x12), 0x12);
      return decodeBytes('metrics', ...wrap(body, 0x0a)).points[0].identity;
    });
    expect(identities[0]).toBe(identities[1]);
  });

  it.each([
    ['a list', '[]'],
    ['no JSON', '{"resourceSpans":[}'],
    ['cut', '{"resourceSpans":[{"scopeSpans":'],
    ['nothing', ''],
    ['text where a list belongs', '{"resourceSpans":"x"}'],
    ['a number where a name belongs', JSON.stringify(traces({ ...span, name: 5 }))],
    ['a fraction where a time belongs', JSON.stringify(traces({ ...span, startTimeUnixNano: 1.5 }))],
  ])('that is %s cannot be decoded', (_what, text) => {
    expect(() => decodeText('traces', text)).toThrow(UndecodableError);
  });

  it('that is not JSON is described without its content', () => {
    expect(() => decodeText('traces', '{"password": secret}')).toThrow(/^not JSON: it is malformed$/);
    expect(() => decodeText('traces', '{"password": "secret')).toThrow(/^not JSON: at position \d+$/);
  });

  it('in protobuf that is cut, mistyped or no protobuf cannot be decoded', () => {
    const whole = encodeProtobuf('traces', traces(span));
    expect(() => decodeBytes('traces', ...whole.subarray(0, -1))).toThrow(UndecodableError);
    expect(() => decodeBytes('traces', 0x08, 1)).toThrow(/wire type/);
    expect(() => decodeBytes('traces', 0x0b)).toThrow(UndecodableError);
    expect(() => decodeBytes('traces', 0x00, 0x00)).toThrow(UndecodableError);
    expect(() => decodeBytes('traces', ...Array<number>(11).fill(0xff))).toThrow(UndecodableError);
    expect(() => decodeBytes('traces', 0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)).toThrow(UndecodableError);
  });

  it('may nest values so deep, and no deeper', () => {
    const nested = (levels: number) => {
      let value: Json = { stringValue: 'core' };
      for (let level = 0; level < levels; level++) {
        value = { arrayValue: { values: [value] } };
      }
      return traces({ ...span, attributes: [{ key: 'a', value }] });
    };
    expect(decodeBoth('traces', nested(maxDepth)).spans).toHaveLength(1);
    expect(() => decodeText('traces', JSON.stringify(nested(maxDepth + 1)))).toThrow(UndecodableError);
    expect(() => decodeBytes('traces', ...encodeProtobuf('traces', nested(maxDepth + 1)))).toThrow(UndecodableError);
    const deep = `{"resourceSpans":[{"scopeSpans":[{"spans":[{"unknown":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}]}]}`;
    expect(decodeText('traces', deep).rejected).toHaveLength(1);
  });
});

function wrap(bytes: number[], tag: number): number[] {
  return [tag, bytes.length, ...bytes];
}
