import fc from 'fast-check';
import { UndecodableError } from '../pipeline/errors.ts';
import type { Body, Export, Signal } from '../pipeline/records.ts';
import { decode } from './decode.ts';
import { maxDepth } from './maxDepth.ts';
import { inspect, type Inspected } from './inspect.ts';
import { arbitraryRequest } from './testing/arbitraryRequest.ts';
import { encodeProtobuf, type Json } from './testing/encodeProtobuf.ts';
import { logs, receivedAt, span, traces } from './testing/exports.ts';
import { recordedBodies, recordedSets } from './testing/recordedBodies.ts';
import { SpanReading } from './testing/SpanReading.ts';

/** What can be told before a body is acknowledged must be what comes of it afterwards. */

type Outcome<T> = T | 'undecodable';

function outcomeOf<T>(action: () => T): Outcome<T> {
  try {
    return action();
  } catch (error) {
    if (error instanceof UndecodableError) {
      return 'undecodable';
    }
    throw error;
  }
}

function inspectedBy(read: () => Export): Outcome<Inspected> {
  return outcomeOf(() => {
    const { spans, logs, points, rejected } = read();
    return { records: spans.length + logs.length + points.length, rejected };
  });
}

function expectAgreement(body: Body, reading: SpanReading): void {
  const told = outcomeOf(() => inspect(body));
  expect(told).toEqual(inspectedBy(() => decode(body)));
  if (body.signal === 'traces') {
    reading.clear();
    const rejected = outcomeOf(() => reading.read(body));
    const records = reading.table.length;
    expect(rejected === 'undecodable' ? rejected : { records, rejected }).toEqual(told);
    expect(rejected === 'undecodable' ? records + reading.traces.size : 0).toBe(0);
  }
}

function bodyOf(signal: Signal, request: Json): Body {
  return { signal, encoding: 'protobuf', receivedAt, bytes: encodeProtobuf(signal, request) };
}

interface Change {
  place: number;
  kind: 'set' | 'cut' | 'insert' | 'remove' | 'repeat';
  bytes: Uint8Array;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom(
    'set' as const,
    'set' as const,
    'cut' as const,
    'insert' as const,
    'remove' as const,
    'repeat' as const
  ),
  // Bytes that mean something: keys, lengths, ends of numbers.
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 4 }),
    fc
      .constantFrom([0], [0x80], [0x80, 0], [0x8a, 0], [0xff, 0xff, 0xff, 0xff, 0x0f], [0x0b], [0x7f], [0x12], [0x0a])
      .map((bytes) => Uint8Array.from(bytes))
  ),
});

function changed(bytes: Uint8Array, changes: Change[]): Uint8Array {
  return changes.reduce<Uint8Array>((before, { place, kind, bytes: other }) => {
    const at = place % (before.length + 1);
    const after = {
      set: at + other.length,
      cut: before.length,
      insert: at,
      remove: at + 1,
      repeat: Math.max(0, at - 40),
    }[kind];
    return Buffer.concat(
      [before.subarray(0, at), kind === 'set' || kind === 'insert' ? other : [], before.subarray(after)].map((part) =>
        Uint8Array.from(part)
      )
    );
  }, bytes);
}

describe('inspection of a body that is hostile', () => {
  const reading = new SpanReading();
  const pair = (value: Json) => ({ key: 'a', value });
  const nested = (levels: number, wrap: (value: Json) => Json) => {
    let value: Json = { stringValue: 'core' };
    for (let level = 0; level < levels; level++) {
      value = wrap(value);
    }
    return [pair(value)];
  };
  const inList = (value: Json) => ({ arrayValue: { values: [value] } });
  const inMap = (value: Json) => ({ kvlistValue: { values: [pair(value)] } });

  it.each([
    ['lists', inList],
    ['maps', inMap],
  ])('goes as deep into %s as the readers', (_what, wrap) => {
    for (const levels of [maxDepth - 1, maxDepth, maxDepth + 1, maxDepth + 2]) {
      const attributes = nested(levels, wrap);
      const told = [
        traces({ ...span, attributes }),
        traces({ ...span, events: [{ attributes }] }),
        { resourceSpans: [{ resource: { attributes } }] },
      ].map((request) => {
        const body = bodyOf('traces', request);
        expectAgreement(body, reading);
        return outcomeOf(() => inspect(body)) !== 'undecodable';
      });
      expect(told).toEqual(Array(3).fill(levels <= maxDepth));
      expectAgreement(bodyOf('logs', logs({ attributes, body: attributes[0].value })), reading);
    }
  });

  it('counts events as the readers do', () => {
    const repeated = (times: number) => traces(...[1, 2].map(() => ({ ...span, events: Array(times).fill({}) })));
    for (const times of [124_999, 125_000]) {
      const body = bodyOf('traces', repeated(times));
      expectAgreement(body, reading);
      expect(outcomeOf(() => inspect(body)) === 'undecodable').toBe(times === 125_000);
    }
  });
});

describe.each<Signal>(['traces', 'logs', 'metrics'])('inspection of %s', (signal) => {
  const recorded = recordedSets
    .filter((file) => file.includes('excerpt'))
    .flatMap((file) => recordedBodies(file, signal));

  it('accepts and counts what the readers do', () => {
    const reading = new SpanReading();
    recorded.forEach((body) => expectAgreement(body, reading));
    fc.assert(
      fc.property(arbitraryRequest[signal], (request) => {
        expectAgreement(bodyOf(signal, request), reading);
        expectAgreement({ signal, encoding: 'json', receivedAt, bytes: Buffer.from(JSON.stringify(request)) }, reading);
      })
    );
  });

  it('refuses what the readers refuse of bytes at random', () => {
    const reading = new SpanReading();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expectAgreement({ signal, encoding: 'protobuf', receivedAt, bytes }, reading);
      }),
      { numRuns: 1_000 }
    );
  });

  it('refuses what the readers refuse of a changed request', () => {
    const reading = new SpanReading();
    fc.assert(
      fc.property(arbitraryRequest[signal], fc.array(change, { minLength: 1, maxLength: 3 }), (request, changes) => {
        const bytes = changed(encodeProtobuf(signal, request), changes);
        expectAgreement({ signal, encoding: 'protobuf', receivedAt, bytes }, reading);
      }),
      { numRuns: 2_000 }
    );
  });

  it('refuses what the readers refuse of a changed recording', () => {
    const reading = new SpanReading();
    fc.assert(
      fc.property(fc.nat(), fc.array(change, { minLength: 1, maxLength: 2 }), (which, changes) => {
        const body = recorded[which % recorded.length];
        expectAgreement({ ...body, bytes: changed(body.bytes, changes) }, reading);
      }),
      { numRuns: 300 }
    );
  });

  it('refuses recordings that are cut anywhere but between two groups', () => {
    const reading = new SpanReading();
    const body = recorded
      .filter(({ encoding }) => encoding === 'protobuf')
      .reduce((a, b) => (a.bytes.length < b.bytes.length ? a : b));
    for (let length = 0; length < body.bytes.length; length++) {
      expectAgreement({ ...body, bytes: body.bytes.subarray(0, length) }, reading);
    }
  });
});
