import fc from 'fast-check';
import { alignedBuckets, oneBucket } from './Buckets.ts';

it('begin at whole multiples of their width', () => {
  expect(alignedBuckets({ from: 90_500, to: 250_000 }, 60_000, 100)).toEqual({
    start: 60_000,
    width: 60_000,
    count: 4,
  });
});

it('are a second wide at least', () => {
  expect(alignedBuckets({ from: 0, to: 9_999 }, 1, 1_000)).toEqual({ start: 0, width: 1_000, count: 10 });
});

it('are one of the whole range for who wants one', () => {
  expect(alignedBuckets({ from: 5, to: 100 }, 10, 1)).toEqual(oneBucket({ from: 5, to: 100 }));
  expect(oneBucket({ from: 5, to: 100 })).toEqual({ start: 5, width: 96, count: 1 });
});

it('cover the range, and are never more than wanted', () => {
  const range = fc.tuple(fc.nat(1e9), fc.nat(1e9)).map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(range, fc.integer({ min: 1, max: 1e7 }), fc.integer({ min: 1, max: 500 }), (given, interval, most) => {
      const { start, width, count } = alignedBuckets(given, interval, most);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(most);
      expect(start).toBeLessThanOrEqual(given.from);
      expect(start + width * count).toBeGreaterThan(given.to);
    })
  );
});
