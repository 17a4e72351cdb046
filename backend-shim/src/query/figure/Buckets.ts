import type { TimeRange } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';

type Minutes = Pick<Kept, 'minutesSince'>;

/** Equal spans of time that cover a range. */
export interface Buckets {
  /** Of the first bucket, ms. */
  start: number;
  /** ms */
  width: number;
  count: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A month has more minutes than can be read while somebody waits. */
const units = [
  { upTo: 2 * day, unit: minute },
  { upTo: 120 * day, unit: hour },
  { upTo: Infinity, unit: day },
];

/** One bucket: the range, widened to whole minutes (or hours, where minutes are gone), as things are counted. */
export function oneBucket(range: TimeRange, kept: Minutes): Buckets {
  const start = down(range.from, unitAt(range.from, kept));
  return { start, width: up(range.to + 1, unitAt(range.to, kept)) - start, count: 1 };
}

/**
 * Buckets of whole minutes, in long ranges of whole hours or days. They begin at whole multiples of their width, so that
 * a range that moves on keeps its buckets, and each is counted as a whole, the first and the last one, too.
 */
export function alignedBuckets(
  range: TimeRange,
  { intervalMs, most, ...kept }: Minutes & { intervalMs: number; most: number }
): Buckets {
  if (most === 1) {
    return oneBucket(range, kept);
  }
  const length = range.to - range.from + 1;
  const unit = Math.max(unitAt(range.from, kept), units.find(({ upTo }) => length <= upTo)?.unit ?? day);
  // A range that begins within a bucket needs one bucket more than fits its length.
  const width = up(Math.max(intervalMs, Math.ceil(length / (most - 1))), unit);
  const start = down(range.from, width);
  return { start, width, count: Math.floor((range.to - start) / width) + 1 };
}

/** The time that buckets cover. */
export function coveredRange({ start, width, count }: Buckets): TimeRange {
  return { from: start, to: start + width * count - 1 };
}

function unitAt(time: number, { minutesSince }: Minutes): number {
  return time < minutesSince ? hour : minute;
}

function down(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}

function up(time: number, unit: number): number {
  return Math.ceil(time / unit) * unit;
}
