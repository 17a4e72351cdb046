import fc from 'fast-check';
import { zstdCompressSync } from 'node:zlib';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { decodeSeries } from './decodeSeries.ts';
import { encodeSeries } from './encodeSeries.ts';
import type { Series } from './Series.ts';
import { checksumOf, seriesVersion } from './seriesFormat.ts';
import { SeriesSet } from './SeriesSet.ts';
import { arbitraryContribution } from './testing/arbitraryContribution.ts';
import { sumsOf } from './testing/sumsOf.ts';

const kinds = Object.keys(rollupKinds) as RollupName[];

function arbitrarySeries(kind: RollupName): fc.Arbitrary<Series[]> {
  return fc.array(fc.tuple(arbitraryContribution(kind), fc.constantFrom<1 | -1>(1, -1))).map((contributions) => {
    const set = new SeriesSet(kind, 1_000);
    contributions.forEach(([contribution, sign]) => set.addContribution(contribution, sign));
    return set.series();
  });
}

function sample(kind: RollupName = 'queries'): Series[] {
  const set = new SeriesSet(kind, 1_000);
  for (let number = 0; number < 12; number++) {
    set.addContribution(
      {
        kind,
        minute: 0,
        dimensions: rollupKinds[kind].dimensions.map((_, at) => `text ${number % (at + 2)}`),
        values: rollupKinds[kind].values.map((_, at) => number * 100 + at),
        durations: [number, number * 37],
      },
      1
    );
  }
  return set.series();
}

describe.each(kinds)('series of %s', (kind) => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(arbitrarySeries(kind), (series) => {
        const read = decodeSeries(kind, encodeSeries(kind, [series], 1), seriesVersion).seriesByBucket();
        expect(read).toHaveLength(1);
        expect(sumsOf(read[0])).toEqual(sumsOf(series));
      }),
      { numRuns: 50 }
    );
  });

  it('of several minutes are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(arbitrarySeries(kind), { minLength: 2, maxLength: 60 }), (buckets) => {
        const read = decodeSeries(kind, encodeSeries(kind, buckets, 3), seriesVersion).seriesByBucket();
        expect(read.map(sumsOf)).toEqual(buckets.map(sumsOf));
      }),
      { numRuns: 5 }
    );
  });
});

it('keeps doubles and numbers beyond what a varint holds exact', () => {
  const values = [Math.PI * 1e9, 2 ** 60, -(2 ** 55), 5e-324, 0.1 + 0.2];
  const series = values.map((value, at) => ({
    dimensions: ['shop', '1', 'order_placed', `C${at}`, ''],
    values: [1, value],
    sketch: null,
  }));
  const read = decodeSeries('events', encodeSeries('events', [series], 1), seriesVersion).seriesByBucket()[0];
  expect(read.map(({ values: [, amount] }) => amount)).toEqual(values);
});

describe('a damaged body', () => {
  const body = encodeSeries('queries', [sample()], 9);
  const read = (bytes: Buffer, version = seriesVersion) => decodeSeries('queries', bytes, version).seriesByBucket();

  it('is refused, whichever byte is changed', () => {
    for (let at = 0; at < body.length; at++) {
      const damaged = Buffer.from(body);
      damaged[at] ^= 0x10;
      expect(() => read(damaged)).toThrow(DamagedBlockError);
    }
  });

  it('is refused, wherever it ends', () => {
    for (let length = 0; length < body.length; length++) {
      expect(() => read(body.subarray(0, length))).toThrow(DamagedBlockError);
    }
  });

  it('says that another version wrote it', () => {
    expect(() => read(body, 7)).toThrow(/version 7.*reads version 1/);
  });

  it('says so whatever stands in it, even where the checksum is right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isPacked) => {
        const content = isPacked ? zstdCompressSync(bytes) : bytes;
        const sealed = Buffer.concat([
          Buffer.from([seriesVersion, 0, 0, 0, 0, isPacked ? Math.min(127, bytes.length) : 0]),
          content,
        ]);
        sealed.writeUInt32LE(checksumOf(sealed), 1);
        try {
          read(sealed);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedBlockError);
        }
      }),
      { numRuns: 1_000 }
    );
  });

  it('with one byte of its content changed is read or refused, and never anything else', () => {
    const raw = encodeSeries('queries', [sample(), sample().slice(3)], 1);
    const plain = Buffer.concat([Buffer.from([seriesVersion, 0, 0, 0, 0, 0]), unpacked(raw)]);
    for (let at = 6; at < plain.length; at++) {
      for (const flip of [0x01, 0xff]) {
        const damaged = Buffer.from(plain);
        damaged[at] ^= flip;
        damaged.writeUInt32LE(checksumOf(damaged), 1);
        try {
          read(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedBlockError);
        }
      }
    }
  });
});

/** The content of a small body, which is not worth packing: so as to damage it behind its checksum. */
function unpacked(body: Buffer): Buffer {
  const { zstdDecompressSync } = jest.requireActual<typeof import('node:zlib')>('node:zlib');
  const frame = body.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
  return zstdDecompressSync(body.subarray(frame));
}
