import { gunzipSync, gzipSync } from 'node:zlib';
import Pbf from 'pbf';
import type { CapturedExport } from './readCapture.ts';
import { shiftTimes } from './shiftTimes.ts';

const hour = 3_600_000;
const start = 1_795_447_950_016_067_472n;
const moved = start + 3_600_000_000_000n;

type Write = (pbf: Pbf) => void;
const message = (tag: number, write: Write) => (pbf: Pbf) => pbf.writeMessage(tag, (_, inner) => write(inner!), pbf);
const all =
  (...writes: Write[]) =>
  (pbf: Pbf) =>
    writes.forEach((write) => write(pbf));
const string = (tag: number, value: string) => (pbf: Pbf) => pbf.writeStringField(tag, value);
function fixed64(tag: number, value: bigint): Write {
  return (pbf) => {
    pbf.writeFixed32Field(100, 7);
    pbf.writeVarint((tag << 3) | 1);
    for (let byte = 0n; byte < 8n; byte++) {
      pbf.realloc(1);
      pbf.buf[pbf.pos++] = Number((value >> (byte * 8n)) & 0xffn);
    }
  };
}
function encode(write: Write): Buffer {
  const pbf = new Pbf();
  write(pbf);
  return Buffer.from(pbf.finish());
}
const exportOf = (record: Write) => message(1, message(2, message(2, record)));
const protobuf = (path: string, write: Write): CapturedExport => ({
  at: 5,
  path,
  contentType: 'application/x-protobuf',
  body: encode(write),
});

describe('shiftTimes', () => {
  const span = (time: bigint, eventTime: bigint) =>
    all(string(5, 'GET'), fixed64(7, time), fixed64(8, time), message(11, all(fixed64(1, eventTime), string(2, 'e'))));
  const point = (time: bigint, exemplars: number) =>
    all(fixed64(2, time), fixed64(3, time), message(exemplars, fixed64(2, time)));

  it.each([
    ['/v1/traces', (time: bigint) => span(time, time)],
    ['/v1/logs', (time: bigint) => all(fixed64(1, time), fixed64(11, time), string(3, 'NOTICE'))],
    ['/v1/metrics', (time: bigint) => message(5, message(1, point(time, 5)))],
    ['/v1/metrics', (time: bigint) => message(7, message(1, point(time, 5)))],
    ['/v1/metrics', (time: bigint) => message(9, message(1, point(time, 8)))],
    ['/v1/metrics', (time: bigint) => message(10, message(1, point(time, 11)))],
    ['/v1/metrics', (time: bigint) => message(11, message(1, all(fixed64(2, time), fixed64(3, time))))],
  ])('moves every time of a protobuf body of %s and nothing else', (path, record) => {
    const { body, at } = shiftTimes(protobuf(path, exportOf(record(start))), hour);
    expect(body).toEqual(encode(exportOf(record(moved))));
    expect(at).toBe(5 + hour);
  });

  it('leaves unknown times unknown', () => {
    const { body } = shiftTimes(protobuf('/v1/traces', exportOf(span(0n, start))), hour);
    expect(body).toEqual(encode(exportOf(span(0n, moved))));
  });

  it('leaves fixed64 fields alone that are no times', () => {
    const flagged = (time: bigint) => exportOf(all(fixed64(99, start), fixed64(7, time)));
    expect(shiftTimes(protobuf('/v1/traces', flagged(start)), hour).body).toEqual(encode(flagged(moved)));
  });

  const json = (body: string): CapturedExport => ({
    at: 0,
    path: '/v1/traces',
    contentType: 'application/json',
    body: Buffer.from(body),
  });

  it('moves times of JSON, written as strings or numbers, and keeps every other byte', () => {
    const before = `{ "startTimeUnixNano" : "${start}","timeUnixNano":${start}, "observedTimeUnixNano":"0", "ü":"\\u00fc"}\n{"endTimeUnixNano":"${start}"}`;
    const after = `{ "startTimeUnixNano" : "${moved}","timeUnixNano":${moved}, "observedTimeUnixNano":"0", "ü":"\\u00fc"}\n{"endTimeUnixNano":"${moved}"}`;
    expect(shiftTimes(json(before), hour).body.toString()).toBe(after);
  });

  it('does not touch text of the shop that looks like a time', () => {
    const body = JSON.stringify({ stringValue: `{"timeUnixNano":"${start}"}` });
    expect(shiftTimes(json(body), hour).body.toString()).toBe(body);
  });

  it('keeps a compressed body compressed', () => {
    const body = gzipSync(`{"timeUnixNano":"${start}"}`);
    const shifted = shiftTimes({ ...json(''), contentEncoding: 'gzip', body }, -hour);
    expect(gunzipSync(shifted.body).toString()).toBe(`{"timeUnixNano":"${start - 3_600_000_000_000n}"}`);
  });
});
