import fc from 'fast-check';
import { ByteReader } from '../ByteReader.ts';
import { bucketCount, bucketOf, floorOf, largestInBuckets, restBits } from './buckets.ts';
import { decodeGroup } from './decodeGroup.ts';
import { encodeTimings } from './encodeTimings.ts';
import { fitModels } from './fitModels.ts';
import { groupsOf } from './groupsOf.ts';
import { modelAt, packModel, total, widths } from './modelAt.ts';
import { largestInPlanes, readPlanes, writePlanes } from './planes.ts';
import { RansReader } from './RansReader.ts';
import { RansWriter } from './RansWriter.ts';
import { readModels } from './readModels.ts';
import { Slots } from './Slots.ts';
import { TimingColumns } from './TimingColumns.ts';

const anyNumber = fc.oneof(
  fc.integer({ min: -2, max: 40 }),
  fc.integer({ min: 0, max: 100_000 }),
  fc.integer({ min: 0, max: largestInBuckets })
);
const anyModel = fc
  .tuple(fc.nat({ max: bucketCount - 1 }), fc.nat({ max: widths.length - 1 }))
  .map(([centre, width]) => packModel(centre, width));

describe('buckets', () => {
  it('and what is left of a number are the number', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const bucket = bucketOf(number);
        const rest = number - floorOf(bucket);
        expect(bucket).toBeLessThan(bucketCount);
        expect(rest).toBeGreaterThanOrEqual(0);
        expect(rest).toBeLessThan(2 ** restBits(bucket));
      })
    );
    expect([0, 15, 16, 17, 18, 1_000, largestInBuckets, -1, -2].map(bucketOf)).toEqual([
      0, 15, 16, 16, 17, 63, 231, 232, 233,
    ]);
  });
});

describe('planes', () => {
  it('give back every number that fits, and those that stand for others', () => {
    const numbers = Int32Array.of(0, 1, 255, 256, largestInPlanes, -1, -2);
    const { low, high } = writePlanes(numbers, numbers.length);
    expect(readPlanes(low, high, 0, numbers.length)).toEqual(numbers);
    expect(readPlanes(low, high, 4, 2)).toEqual(Int32Array.of(largestInPlanes, -1));
  });
});

describe('a model', () => {
  it('leaves no bucket without a share, and gives away all', () => {
    fc.assert(
      fc.property(anyModel, (packed) => {
        const { below } = modelAt(packed);
        expect([below[0], below[bucketCount]]).toEqual([0, total]);
        expect(below.every((share, bucket) => bucket === 0 || share > below[bucket - 1])).toBe(true);
      })
    );
  });

  it('is part of the format: the same shares for ever', () => {
    const shares = (centre: number, width: number, buckets: number[]) =>
      buckets.map((bucket) => modelAt(packModel(centre, width)).below[bucket]);
    expect(shares(60, 5, [0, 59, 60, 61, 62, 120, 233])).toEqual([0, 5734, 11854, 20794, 26914, 32647, 32766]);
    expect(shares(0, 0, [0, 1, 2, 3, 233])).toEqual([0, 29859, 32165, 32401, 32766]);
    expect(shares(233, 15, [0, 100, 200, 233])).toEqual([0, 1766, 15418, 32175]);
  });
});

describe('codes', () => {
  it('are read as they were written, from the end', () => {
    const things = fc.array(fc.tuple(anyModel, fc.nat({ max: bucketCount - 1 }), fc.nat({ max: 27 }), fc.nat()));
    fc.assert(
      fc.property(things, (written) => {
        const writer = new RansWriter();
        const plain = (value: number, bits: number) => value % 2 ** bits;
        written.toReversed().forEach(([packed, bucket, bits, value]) => {
          const { below } = modelAt(packed);
          writer.writePlain(plain(value, bits), bits);
          writer.write(below[bucket], below[bucket + 1] - below[bucket]);
        });
        const reader = new RansReader(writer.finish());
        written.forEach(([packed, bucket, bits, value]) => {
          expect(reader.read(modelAt(packed))).toBe(bucket);
          expect(reader.readPlain(bits)).toBe(plain(value, bits));
        });
        expect(reader.isWhole()).toBe(true);
      })
    );
  });

  it('take memory as they need it', () => {
    const writer = new RansWriter();
    for (let at = 0; at < 20_000; at++) {
      writer.writePlain(at % 4096, 12);
    }
    const bytes = writer.finish();
    expect(bytes.length).toBeGreaterThan(29_000);
    const reader = new RansReader(bytes);
    expect(reader.readPlain(12)).toBe(19_999 % 4096);
  });
});

describe('groups', () => {
  it('are whole traces of 2,048 rows together, and a long one alone', () => {
    expect(groupsOf([2_000, 47, 1, 0, 13_000, 5])).toEqual([
      { firstTrace: 0, firstRow: 0, rows: 2_048 },
      { firstTrace: 3, firstRow: 2_048, rows: 13_000 },
      { firstTrace: 5, firstRow: 15_048, rows: 5 },
    ]);
    expect(groupsOf([0, 0])).toEqual([]);
  });
});

describe('modelled timings', () => {
  const rows = fc.array(fc.tuple(anyNumber, anyNumber, fc.nat({ max: 31 }), fc.nat({ max: 31 })), {
    minLength: 1,
    maxLength: 300,
  });

  it('are the numbers again, whatever their slots', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const columns = new TimingColumns(largestInBuckets);
        const slots = new Slots();
        columns.gaps = Int32Array.from(given, ([gap]) => gap);
        columns.lengths = Int32Array.from(given, ([, length]) => length);
        slots.gaps = Int32Array.from(given, ([, , slot]) => slot);
        slots.lengths = Int32Array.from(given, ([, , , slot]) => slot);
        slots.length = columns.length = given.length;
        const { models, coded } = encodeTimings(columns, slots, [given.length], 3);
        const reader = new ByteReader(coded, 'test');
        const bytes = reader.bytes(reader.varint());
        const fitted = readModels(new ByteReader(models, 'test'), 3);
        expect(decodeGroup(bytes, slots, fitted, 0)).toEqual({ gaps: columns.gaps, lengths: columns.lengths });
      })
    );
  });

  it('have a model of their own where it pays', () => {
    const slots = Int32Array.from({ length: 1_000 }, (_, at) => (at % 2 === 0 ? 8 : 16));
    const buckets = Uint8Array.from(slots, (slot, at) => (slot === 8 ? 40 : 100) + (at % 3));
    const { models } = fitModels(slots, buckets, 2);
    expect([models[8], models[16]].map((packed) => Math.floor(packed / widths.length))).toEqual([41, 101]);
    // A repetition without any is like the first time.
    expect(models[9]).toBe(models[8]);
    const few = fitModels(slots.subarray(0, 2), buckets.subarray(0, 2), 2);
    expect(few.models[8]).toBe(few.models[16]);
  });
});
