import { UndecodableError } from '../pipeline/errors.ts';
import { decode } from './decode.ts';
import { maxDepth } from './maxDepth.ts';
import { encodeProtobuf, type Json } from './testing/encodeProtobuf.ts';
import { decodeBoth, decodeBytes, decodeText, logs, receivedAt, span, traces } from './testing/exports.ts';

describe('a body', () => {
  const nothing = { identity: expect.stringMatching(/^[0-9a-f]{32}$/), spans: [], logs: [], points: [], rejected: [] };

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

  it.each([
    ['spans', 'traces', (times: number) => `{"resourceSpans":[{"scopeSpans":[{"spans":[${repeat(times)}]}]}]}`],
    [
      'events',
      'traces',
      (times: number) => `{"resourceSpans":[{"scopeSpans":[{"spans":[{"events":[${repeat(times)}]}]}]}]}`,
    ],
    ['records', 'logs', (times: number) => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${repeat(times)}]}]}]}`],
    [
      'points',
      'metrics',
      (times: number) =>
        `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":[${repeat(times)}]}}]}]}]}`,
    ],
  ] as const)('of nothing but empty %s is refused before it fills the memory', (_what, signal, textOf) => {
    const text = textOf(250_001);
    expect(() => decodeText(signal, text)).toThrow(/more than 250000 records/);
    const bytes = encodeProtobuf(signal, JSON.parse(text));
    expect(() => decode({ signal, encoding: 'protobuf', receivedAt, bytes })).toThrow(/more than 250000 records/);
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

function repeat(times: number): string {
  return '{},'.repeat(times - 1) + '{}';
}
