import { decodeBoth, decodeText, span, spanId, time, traceId, traces } from './testing/exports.ts';

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
