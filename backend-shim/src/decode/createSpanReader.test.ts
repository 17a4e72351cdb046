import fc from 'fast-check';
import { basename } from 'node:path';
import { prepare } from '../analyse/prepare.ts';
import { UndecodableError } from '../pipeline/errors.ts';
import type { Body } from '../pipeline/records.ts';
import { decode } from './decode.ts';
import { arbitraryRequest } from './testing/arbitraryRequest.ts';
import { encodeProtobuf, type Json } from './testing/encodeProtobuf.ts';
import { receivedAt, span, spanId, traceId, traces } from './testing/exports.ts';
import { recordedBodies, recordedSets } from './testing/recordedBodies.ts';
import { SpanReading } from './testing/SpanReading.ts';

function protobuf(request: Json): Body {
  return { signal: 'traces', encoding: 'protobuf', receivedAt, bytes: encodeProtobuf('traces', request) };
}

function json(request: Json): Body {
  return { signal: 'traces', encoding: 'json', receivedAt, bytes: Buffer.from(JSON.stringify(request)) };
}

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

describe('spans read into columns', () => {
  it('are those that are decoded into objects and prepared, whether their bytes are known or not', () => {
    const reading = new SpanReading();
    fc.assert(
      fc.property(arbitraryRequest.traces, fc.boolean(), (request, isJson) => {
        const body = isJson ? json(request) : protobuf(request);
        const { spans, rejected } = prepare(decode(body));
        for (let time = 0; time < 2; time++) {
          const before = reading.table.length;
          expect(reading.read(body)).toEqual(rejected);
          expect(reading.spans().slice(before)).toEqual(spans);
        }
      }),
      { numRuns: 200 }
    );
  });

  it.each(recordedSets.map((file) => [basename(file), file]))('are those of %s', (_name, file) => {
    const reading = new SpanReading();
    const bodies = recordedBodies(file, 'traces');
    const expected = bodies.flatMap((body) => prepare(decode(body)).spans);
    expect(expected.length).toBeGreaterThan(0);
    bodies.forEach((body) => expect(reading.read(body)).toEqual([]));
    const spans = reading.spans();
    expect(spans).toHaveLength(expected.length);
    // One by one: a difference of two lists of 100,000 takes minutes to print.
    expected.forEach((one, at) => expect(spans[at]).toEqual(one));
    expect(reading.templates.size).toBeLessThan(expected.length / 2);
  });
});
