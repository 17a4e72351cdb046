import fc from 'fast-check';
import { UndecodableError } from '../pipeline/errors.ts';
import type { Body, Export, Signal } from '../pipeline/records.ts';
import { decode } from './decode.ts';
import { arbitraryRequest } from './testing/arbitraryRequest.ts';
import { encodeProtobuf } from './testing/encodeProtobuf.ts';
import { withoutIdentities } from './testing/withoutIdentities.ts';

const receivedAt = 1_700_000_000_000;
const signals: Signal[] = ['traces', 'logs', 'metrics'];
const encodings: Array<Body['encoding']> = ['protobuf', 'json', 'ndjson'];

function decodeOr(signal: Signal, encoding: Body['encoding'], bytes: Uint8Array): Export | 'undecodable' {
  try {
    return decode({ signal, encoding, receivedAt, bytes });
  } catch (error) {
    if (error instanceof UndecodableError) {
      return 'undecodable';
    }
    throw error;
  }
}

describe.each(signals)('decoding of %s', (signal) => {
  it('gives the same for JSON, ndjson and protobuf', () => {
    fc.assert(
      fc.property(arbitraryRequest[signal], (request) => {
        const json = Buffer.from(JSON.stringify(request));
        const fromJson = decode({ signal, encoding: 'json', receivedAt, bytes: json });
        const bytes = encodeProtobuf(signal, request);
        const fromProtobuf = decode({ signal, encoding: 'protobuf', receivedAt, bytes });
        expect(withoutIdentities(fromProtobuf)).toEqual(withoutIdentities(fromJson));
        expect(decode({ signal, encoding: 'ndjson', receivedAt, bytes: json })).toEqual(fromJson);
      }),
      { numRuns: 300 }
    );
  });

  it('accounts for every span, log record and counted point', () => {
    fc.assert(
      fc.property(arbitraryRequest[signal], (request) => {
        const { spans, logs, rejected } = decode({
          signal,
          encoding: 'json',
          receivedAt,
          bytes: Buffer.from(JSON.stringify(request)),
        });
        const text = JSON.stringify(request);
        const groups = Object.values(request).flat() as Array<Record<string, unknown>>;
        const scopes = groups.flatMap(
          (group) => (group.scopeSpans ?? group.scopeLogs ?? []) as Array<Record<string, unknown[]>>
        );
        const sent = scopes.flatMap((scope) => scope.spans ?? scope.logRecords ?? []).length;
        if (signal !== 'metrics') {
          expect({
            text,
            count: spans.length + logs.length + rejected.reduce((sum, { count }) => sum + count, 0),
          }).toEqual({ text, count: sent });
        }
      })
    );
  });

  it.each(encodings)('of random bytes fails with nothing but UndecodableError (%s)', (encoding) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        decodeOr(signal, encoding, bytes);
      }),
      { numRuns: 500 }
    );
  });

  it('of cut or changed protobuf fails with nothing but UndecodableError', () => {
    fc.assert(
      fc.property(arbitraryRequest[signal], fc.nat(), fc.nat(255), (request, place, byte) => {
        const bytes = Uint8Array.from(encodeProtobuf(signal, request));
        const at = place % (bytes.length + 1);
        decodeOr(signal, 'protobuf', bytes.subarray(0, at));
        bytes[at] = byte;
        decodeOr(signal, 'protobuf', bytes);
      }),
      { numRuns: 500 }
    );
  });

  it('of any JSON fails with nothing but UndecodableError', () => {
    const wrong = fc.oneof(
      fc.json(),
      arbitraryRequest[signal].chain((request) => mangled(request))
    );
    fc.assert(
      fc.property(wrong, (text) => {
        decodeOr(signal, 'json', Buffer.from(text));
      }),
      { numRuns: 500 }
    );
  });
});

/** The request's text with one of its values replaced. */
function mangled(request: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(request);
  const values = Array.from(text.matchAll(/(?<=:)("(?:[^"\\]|\\.)*"|\d+|true|false|\[\]|\{\})/g));
  return fc.tuple(fc.nat(Math.max(0, values.length - 1)), fc.json({ maxDepth: 1 })).map(([place, replacement]) => {
    const value = values[place];
    return value ? text.slice(0, value.index) + replacement + text.slice(value.index + value[0].length) : text;
  });
}
