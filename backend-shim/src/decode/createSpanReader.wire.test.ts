import { UndecodableError } from '../pipeline/errors.ts';
import type { Body } from '../pipeline/records.ts';
import { decode } from './decode.ts';
import { encodeProtobuf } from './testing/encodeProtobuf.ts';
import { receivedAt, span, spanId, time, traceId, traces } from './testing/exports.ts';
import { SpanReading } from './testing/SpanReading.ts';

/** The fields of one span of protobuf, as they stand in a body. */
function bodyOf(...fields: Array<number[] | Uint8Array>): Body {
  const wrapped = (tag: number, content: Buffer) => {
    const length = content.length < 128 ? [content.length] : [(content.length & 0x7f) | 0x80, content.length >> 7];
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
  };
  const record = Buffer.concat(fields.map((field) => Uint8Array.from(field)));
  const bytes = wrapped(0x0a, wrapped(0x12, wrapped(0x12, record)));
  return { signal: 'traces', encoding: 'protobuf', receivedAt, bytes };
}

const trace = [0x0a, 16, ...Buffer.from(traceId, 'hex')];
const id = [0x12, 8, ...Buffer.from(spanId, 'hex')];
const start = [0x39, ...Buffer.from(new BigUint64Array([BigInt(time)]).buffer)];

function startingAt(startTimeUnixNano: string): Body {
  const bytes = encodeProtobuf('traces', traces({ ...span, startTimeUnixNano, endTimeUnixNano: '0' }));
  return { signal: 'traces', encoding: 'protobuf', receivedAt, bytes };
}

describe('a span as another sender may write it', () => {
  const usual = bodyOf(trace, id, start);
  const long = (bytes: number[], tag: number[]) => [...tag, ...bytes.slice(1)];

  it.each([
    ['with its fields in another order', [start, id, trace]],
    [
      'with a field twice, of which the last counts',
      [[0x0a, 16, ...Array(16).fill(7)], [0x12, 8, ...Array(8).fill(7)], start, trace, id],
    ],
    [
      'with unknown fields of every type',
      [trace, [0x80, 1, 5], [0x81, 1, 1, 2, 3, 4, 5, 6, 7, 8], id, [0x85, 1, 1, 2, 3, 4], start, [0x8a, 1, 2, 9, 9]],
    ],
    ['with the number of its trace id at greater length than needed', [long(trace, [0x8a, 0]), id, start]],
    ['with the number of its id at greater length than needed', [trace, long(id, [0x92, 0x80, 0]), start]],
    ['with the number of its start at greater length than needed', [trace, id, long(start, [0xb9, 0])]],
    [
      'with lengths at greater length than needed',
      [[0x0a, 0x90, 0, ...trace.slice(2)], [0x12, 0x88, 0x80, 0, ...id.slice(2)], start],
    ],
  ])('%s is the same', (_what, fields) => {
    const reading = new SpanReading();
    for (const body of [usual, bodyOf(...fields), bodyOf(...fields)]) {
      expect(reading.read(body)).toEqual([]);
    }
    const [first, second, third] = reading.spans();
    expect([second, third]).toEqual([first, first]);
    expect(decode(bodyOf(...fields)).spans[0]).toEqual(first);
  });

  it.each([
    ['a name that is a number', [0x28, 5]],
    ['an id that is a number', [0x10, 5]],
    ['a start time of another type', [0x3a, 8, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['an attribute that is a number', [0x48, 1]],
    ['a field without a number', [0x02, 0]],
    ['a group', [0x83, 1]],
    ['a kind that never ends', [0x30, ...Array<number>(11).fill(0xff)]],
    ['an attribute that ends too early', [0x4a, 4, 0x0a, 5, 0x61, 0x61]],
    ['a field that ends too early', [0x2a, 5, 0x61]],
    ['a time that ends too early', [0x41, 1, 2, 3, 4]],
    ['an id that ends too early', [0x22, 8, 1, 2]],
    ['a length that ends too early', [0x2a, 0x80]],
  ])('with %s makes its body undecodable, and nothing of it is kept', (_what, fault) => {
    const reading = new SpanReading();
    const named = [0x2a, 1, 0x61];
    reading.read(bodyOf(trace, id, start, named));
    const before = { rows: reading.table.length, traces: JSON.stringify([...reading.traces]) };
    const good = Buffer.from(bodyOf(trace, id, start, named).bytes);
    const bad = bodyOf(trace, id, start, named, fault);
    for (const bytes of [bad.bytes, Buffer.concat([good, bad.bytes]), Buffer.concat([bad.bytes, good])]) {
      expect(() => reading.read({ ...bad, bytes })).toThrow(UndecodableError);
      expect(() => decode({ ...bad, bytes })).toThrow(UndecodableError);
    }
    expect({ rows: reading.table.length, traces: JSON.stringify([...reading.traces]) }).toEqual(before);
    reading.read(bodyOf(trace, id, start, named));
    expect(reading.spans()).toHaveLength(2);
  });

  it.each([
    ['trace id', [id, start]],
    ['trace id', [[0x0a, 16, ...Array(16).fill(0)], id, start]],
    ['trace id', [trace, [0x0a, 15, ...trace.slice(3)], id, start]],
    ['span id', [trace, start]],
    ['span id', [trace, [0x12, 8, ...Array(8).fill(0)], start]],
    ['start time', [trace, id]],
    ['start time', [trace, id, [0x39, 0xe7, 3, 0, 0, 0, 0, 0, 0]]],
  ])('without a valid %s is rejected and counted, known or not', (what, fields) => {
    const reading = new SpanReading();
    const rejected = [{ count: 1, reason: expect.stringContaining(what) }];
    expect(reading.read(bodyOf(...fields))).toEqual(rejected);
    // Now the rest of its bytes is known.
    reading.read(usual);
    expect(reading.read(bodyOf(...fields))).toEqual(rejected);
    expect(reading.table.length).toBe(1);
  });

  it('that ends before it starts takes no time', () => {
    const reading = new SpanReading();
    const end = [0x41, 1, 0, 0, 0, 0, 0, 0, 0];
    [1, 2].forEach(() => reading.read(bodyOf(trace, id, start, end)));
    expect([...reading.table.duration.subarray(0, 2)]).toEqual([0, 0]);
  });

  it('with a start at the edge of time is exact', () => {
    const reading = new SpanReading();
    const times = ['1000', '1795447948309574068', '9007199254740991999', '18446744073709551615'];
    times.forEach((startTimeUnixNano) => [1, 2].forEach(() => reading.read(startingAt(startTimeUnixNano))));
    const expected = times.flatMap((nanoseconds) => Array(2).fill(Number(BigInt(nanoseconds) / 1000n)));
    expect(reading.spans().map((one) => one.start)).toEqual(expected);
  });
});
