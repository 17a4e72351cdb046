import fc from 'fast-check';
import { alignedBuckets, coveredRange, oneBucket } from './Buckets.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const aligned = (from: number, to: number, intervalMs: number, most: number, minutesSince = 0) =>
  alignedBuckets({ from, to }, { intervalMs, most, minutesSince });

it('begin at whole multiples of their width', () => {
  expect(aligned(90_500, 250_000, minute, 100)).toEqual({ start: minute, width: minute, count: 4 });
});

it.each([
  ['a minute', 10 * minute, minute],
  ['an hour, of more than two days', 3 * day, hour],
  ['a day, of more than four months', 400 * day, day],
])('are %s wide at least', (_, length, width) => {
  expect(aligned(0, length - 1, 1, 10_000)).toEqual({ start: 0, width, count: length / width });
});

it('are one for who wants one: the range, widened to whole minutes', () => {
  expect(aligned(61_000, 120_000, 10, 1)).toEqual({ start: minute, width: 2 * minute, count: 1 });
  expect(oneBucket({ from: minute, to: 2 * minute - 1 }, { minutesSince: 0 })).toEqual({
    start: minute,
    width: minute,
    count: 1,
  });
  expect(oneBucket({ from: 5, to: 5 }, { minutesSince: 0 })).toEqual({ start: 0, width: minute, count: 1 });
});

it('are of whole hours where minutes are not kept any more', () => {
  expect(oneBucket({ from: 3 * hour + 1, to: 9 * hour + 1 }, { minutesSince: 5 * hour })).toEqual({
    start: 3 * hour,
    width: 6 * hour + minute,
    count: 1,
  });
  expect(aligned(hour + 1, 3 * hour - 1, minute, 100, 2 * hour)).toEqual({ start: hour, width: hour, count: 2 });
});

it('cover the range, are never more than wanted, and hold whole minutes', () => {
  const range = fc.tuple(fc.nat(1e12), fc.nat(4e10)).map(([from, length]) => ({ from, to: from + length }));
  const options = fc.record({
    intervalMs: fc.integer({ min: 1, max: 1e9 }),
    most: fc.integer({ min: 1, max: 500 }),
    minutesSince: fc.nat(1e12),
  });
  fc.assert(
    fc.property(range, options, (given, wanted) => {
      const buckets = alignedBuckets(given, wanted);
      expect(buckets.count).toBeGreaterThanOrEqual(1);
      expect(buckets.count).toBeLessThanOrEqual(wanted.most);
      expect(buckets.start % minute).toBe(0);
      expect(buckets.width % minute).toBe(0);
      const { from, to } = coveredRange(buckets);
      expect(from).toBeLessThanOrEqual(given.from);
      expect(to).toBeGreaterThanOrEqual(given.to);
      expect(to - given.to).toBeLessThan(Math.max(buckets.width, hour));
    })
  );
});
