import fc from 'fast-check';
import type { Attributes } from '../../pipeline/records.ts';
import { isPlainPair } from './isPlainPair.ts';
import { readAttribute } from './readAttributes.ts';
import { openProtobuf } from './wire.ts';

/** The pair as it is read; null where it is refused. */
function read(pair: number[]): Attributes | null {
  const length = pair.length < 128 ? [pair.length] : [(pair.length & 0x7f) | 0x80, pair.length >> 7];
  const pbf = openProtobuf(Uint8Array.from([...length, ...pair]));
  const attributes = {};
  pbf.type = 2;
  try {
    readAttribute(pbf, attributes);
    return attributes;
  } catch {
    return null;
  }
}

/** Among other bytes, which must not count. */
function isPlain(pair: number[]): boolean {
  return isPlainPair(Uint8Array.from([0x0a, 1, ...pair, 0x12, 0x0a, 1, 2, 3]), 2, 2 + pair.length);
}

function lengthOf(content: number[]): number[] {
  return content.length < 128 ? [content.length] : [(content.length & 0x7f) | 0x80, content.length >> 7];
}

function pairOf(key: string, value: number[]): number[] {
  return [0x0a, key.length, ...Buffer.from(key), 0x12, ...lengthOf(value), ...value];
}

function textOf(text: string): number[] {
  const bytes = [...Buffer.from(text)];
  return [0x0a, ...lengthOf(bytes), ...bytes];
}

describe('a pair that is seen to be right at a glance', () => {
  it.each([0, 1, 100, 125, 129, 5_000])('is a key and a text of %d letters', (length) => {
    expect(isPlain(pairOf('key', textOf('x'.repeat(length))))).toBe(true);
    expect(isPlain(pairOf('', textOf('x'.repeat(length))))).toBe(true);
  });

  it('is a key and a small number', () => {
    expect(isPlain(pairOf('key', [0x18, 0x7f]))).toBe(true);
  });

  it.each([
    ['a text longer than its value', pairOf('key', [0x0a, 5, 0x61])],
    ['a text shorter than its value', pairOf('key', [0x0a, 0, 0x61])],
    [
      'a long text of another length than its value',
      pairOf('key', [0x0a, 0x82, 0x02, ...Array<number>(300).fill(0x61)]),
    ],
    ['a value longer than its pair', [0x0a, 1, 0x61, 0x12, 5, 0x0a, 1, 0x61]],
    ['a key longer than its pair', [0x0a, 9, 0x61]],
    ['a number that goes on', pairOf('key', [0x18, 0xff])],
    ['nothing', []],
  ])('is not one with %s', (_what, pair) => {
    expect(isPlain(pair)).toBe(false);
  });

  it('is never one that the reader refuses', () => {
    const value = fc.oneof(
      fc.string({ maxLength: 3 }).map(textOf),
      fc.integer({ min: 120, max: 140 }).map((length) => textOf('x'.repeat(length))),
      fc.constant<number[]>([0x18, 5]),
      fc.constant<number[]>([])
    );
    const change = fc.record({
      place: fc.nat(),
      byte: fc.constantFrom(0, 1, 2, 3, 5, 0x0a, 0x12, 0x18, 0x7f, 0x80, 0x81, 0x85),
    });
    let plain = 0;
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3, unit: 'grapheme-ascii' }),
        value,
        fc.array(change, { maxLength: 3 }),
        (key, bytes, changes) => {
          const pair = pairOf(key, bytes);
          changes.forEach(({ place, byte }) => (pair[place % pair.length] = byte));
          if (isPlain(pair)) {
            plain += 1;
            expect(read(pair)).not.toBeNull();
          }
        }
      ),
      { numRuns: 20_000 }
    );
    expect(plain).toBeGreaterThan(2_000);
  });
});
