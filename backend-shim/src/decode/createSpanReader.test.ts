import fc from 'fast-check';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { prepare } from '../analyse/prepare.ts';
import { createPrepareSpan } from '../analyse/prepareSpan.ts';
import type { Body, Span } from '../pipeline/records.ts';
import { otherName } from '../pipeline/spans/bareTemplate.ts';
import { SpanTable } from '../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../pipeline/spans/TemplateTable.ts';
import { createSpanReader } from './createSpanReader.ts';
import { decode } from './decode.ts';
import { arbitraryRequest } from './testing/arbitraryRequest.ts';
import { encodeProtobuf, type Json } from './testing/encodeProtobuf.ts';
import { receivedAt, span, time, traceId, traces } from './testing/exports.ts';
import { recordedBodies, recordedSets } from './testing/recordedBodies.ts';
import { SpanReading } from './testing/SpanReading.ts';

const otherTrace = '0af7651916cd43dd8448eb211c80319c';

function protobuf(request: Json): Body {
  return { signal: 'traces', encoding: 'protobuf', receivedAt, bytes: encodeProtobuf('traces', request) };
}

function json(request: Json): Body {
  return { signal: 'traces', encoding: 'json', receivedAt, bytes: Buffer.from(JSON.stringify(request)) };
}

function attributes(values: Record<string, string>) {
  return Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}

describe('spans read into columns', () => {
  it('are those that are decoded into objects and prepared, whether their bytes are known or not', () => {
    const reading = new SpanReading();
    fc.assert(
      fc.property(arbitraryRequest.traces, fc.boolean(), (request, isJson) => {
        const body = isJson ? json(request) : protobuf(request);
        const { spans, rejected } = prepare(decode(body));
        for (let times = 0; times < 2; times++) {
          reading.clear();
          expect(reading.read(body)).toEqual(rejected);
          expect(reading.spans()).toEqual(spans);
        }
      }),
      { numRuns: 300 }
    );
  });

  it.each(recordedSets.map((file) => [basename(file), file]))('are those of %s', (_name, file) => {
    const reading = new SpanReading();
    let count = 0;
    for (const body of recordedBodies(file, 'traces')) {
      const expected = prepare(decode(body)).spans;
      reading.clear();
      expect(reading.read(body)).toEqual([]);
      expectSame(reading.spans(), expected);
      count += expected.length;
    }
    expect(count).toBeGreaterThan(0);
    expect(reading.templates.size).toBeLessThan(count / 2);
  });

  it('share the template, and what is their own stays theirs', () => {
    const reading = new SpanReading();
    const root = (path: string) => ({ ...span, attributes: attributes({ 'http.route': 'a/b/c', 'url.path': path }) });
    reading.read(protobuf(traces(root('/one'), root('/two'), root('/one'))));
    reading.read(json(traces(root('/two'), root('/two'))));
    expect(reading.templates.size).toBe(1);
    expect(reading.spans().map((one) => one.attributes['url.path'])).toEqual(['/one', '/two', '/one', '/two', '/two']);
  });

  it('belong to their traces, whose rows are told in as few runs as can be', () => {
    const reading = new SpanReading();
    const other = { ...span, traceId: otherTrace };
    reading.read(protobuf(traces(span, span, other, span)));
    expect([...reading.traces]).toEqual([
      [traceId, [0, 2, 3, 4]],
      [otherTrace, [2, 3]],
    ]);
    reading.read(json(traces(span, { ...span, spanId: '' }, span, other)));
    expect([...reading.traces]).toEqual([
      [traceId, [0, 2, 3, 6]],
      [otherTrace, [2, 3, 6, 7]],
    ]);
    reading.read(protobuf(traces(other)));
    expect(reading.traces.get(otherTrace)).toEqual([2, 3, 6, 8]);
  });

  it('belong to their own traces where some are read into objects, and some are not', () => {
    const reading = new SpanReading();
    const told = { ...span, traceId: otherTrace, events: [{ name: 'e', timeUnixNano: time }] };
    const body = protobuf(traces(span, told, span, span, told));
    [1, 2].forEach(() => reading.read(body));
    expect([...reading.traces]).toEqual([
      [traceId, [0, 1, 2, 4, 5, 6, 7, 9]],
      [otherTrace, [1, 2, 4, 5, 6, 7, 9, 10]],
    ]);
  });

  it('keep values apart that JSON does not', () => {
    const reading = new SpanReading();
    const values = [{ doubleValue: 'NaN' }, { doubleValue: 'Infinity' }, {}, { doubleValue: '-0' }, { intValue: 0 }];
    const body = json(traces(...values.map((value) => ({ ...span, attributes: [{ key: 'a', value }] }))));
    [1, 2].forEach(() => reading.read(body));
    expect(reading.spans().map(({ attributes: { a } }) => a)).toEqual([
      NaN,
      Infinity,
      null,
      -0,
      0,
      NaN,
      Infinity,
      null,
      -0,
      0,
    ]);
  });

  it('have the resource that stands in their group, even behind them or in parts', () => {
    const reading = new SpanReading();
    const message = encodeProtobuf('traces', { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    const group = message.subarray(message.length - (message[1] & 0x7f));
    const attribute = (key: string, value: string) => {
      const pair = [
        0x0a,
        key.length,
        ...Buffer.from(key),
        0x12,
        value.length + 2,
        0x0a,
        value.length,
        ...Buffer.from(value),
      ];
      return [0x0a, pair.length + 2, 0x0a, pair.length, ...pair];
    };
    const whole = [...group, ...attribute('service.name', 'shop'), ...attribute('host.name', 'web1')];
    const bytes = Uint8Array.from([0x0a, (whole.length & 0x7f) | 0x80, whole.length >> 7, ...whole]);
    const body: Body = { signal: 'traces', encoding: 'protobuf', receivedAt, bytes };
    reading.read(body);
    expect(reading.spans()[0].resource).toMatchObject({ service: 'shop', host: 'web1' });
    expect(reading.spans()).toEqual(decode(body).spans);
  });
});

describe('spans that differ in the values of their statement', () => {
  const query = (text: string, more: Json[] = []) => ({
    ...span,
    name: 'SELECT t',
    kind: 3,
    attributes: [...attributes({ 'db.system.name': 'mysql', 'db.query.text': text }), ...more],
  });

  it('are those that are decoded into objects and prepared, whatever came before', () => {
    const value = fc.oneof(
      fc.nat(200).map(String),
      fc.constantFrom("'a'", "'b c'", "'it''s'", '"d"', "''", '0x1F', '-5', 'NULL', "'5'")
    );
    const statement = fc.oneof(
      fc.tuple(value, value).map(([a, b]) => `SELECT a FROM t WHERE b = ${a} AND c IN (${b}, ${a})`),
      value.map((a) => `UPDATE log_visitor SET a = 5 WHERE visitor_id = ${a}`),
      value.map((a) => `SELECT * FROM sales_flat_quote WHERE entity_id=${a}`),
      fc.tuple(value, value).map(([a, b]) => `INSERT INTO sales_flat_quote_item (a, b) VALUES (${a}, ${b})`),
      value.map((a) => `${'long '.repeat(60)}${a}`)
    );
    const others = fc.constantFrom<Json[]>([], attributes({ a: 'b' }), attributes({ 'db.query.text': 'SELECT 5' }), [
      { key: 'db.query.text', value: { intValue: 5 } },
    ]);
    const reading = new SpanReading();
    fc.assert(
      fc.property(fc.array(fc.tuple(statement, others), { maxLength: 6 }), (queries) => {
        const body = protobuf(traces(...queries.map(([text, more]) => query(text, more))));
        reading.clear();
        reading.read(body);
        expect(reading.spans()).toEqual(prepare(decode(body)).spans);
      }),
      { numRuns: 300 }
    );
  });

  it('are prepared once', () => {
    const prepared: string[] = [];
    const inner = createPrepareSpan();
    const outer = (one: Span) => {
      prepared.push(String(one.attributes['db.query.text']));
      return inner(one);
    };
    const reader = createSpanReader({
      templates: new TemplateTable(),
      prepareSpan: Object.assign(outer, { statements: inner.statements }),
    });
    const texts = [
      "SELECT a FROM t WHERE b = 'c'",
      "SELECT a FROM t WHERE b = 'de'",
      'SELECT a FROM t WHERE b = 5',
      'SELECT a FROM u WHERE b = 5',
    ];
    const table = new SpanTable();
    [1, 2].forEach(() => reader.read(protobuf(traces(...texts.map((text) => query(text)))), table, new Map()));
    expect(prepared).toEqual([texts[0], texts[3]]);
    expect([...table.template.subarray(0, 8)]).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe('a sender who makes up ever new spans', () => {
  it('makes no more templates than there may be, and loses nothing', () => {
    const reading = new SpanReading(20);
    const names = Array.from({ length: 100 }, (_, at) => ({
      ...span,
      name: `${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10)]}`,
      kind: 1,
      attributes: attributes({ a: 'b' }),
    }));
    const body = protobuf(traces(...names));
    [1, 2].forEach(() => reading.read(body));
    expect(reading.templates.size).toBe(21);
    expect(reading.templates.at(20)).toMatchObject({ name: otherName, kind: 'internal', attributes: {} });
    const { spans } = decode(body);
    expect(reading.spans()).toEqual([...spans, ...spans]);
  });
});

/** Faster than Jest's own comparison, which takes over where there is something to show. */
function expectSame(spans: Span[], expected: Span[]): void {
  if (!isDeepStrictEqual(spans, expected)) {
    expect(spans).toEqual(expected);
  }
}
