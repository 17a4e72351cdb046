import type { TimeRange } from '../shared/QueryContext.ts';

/** Equal spans of time that cover a range. */
export interface Buckets {
  /** Of the first bucket, ms. */
  start: number;
  /** ms */
  width: number;
  count: number;
}

export function oneBucket(range: TimeRange): Buckets {
  return { start: range.from, width: range.to - range.from + 1, count: 1 };
}

/** Buckets that begin at whole multiples of their width, so that a range that moves on keeps its buckets. */
export function alignedBuckets(range: TimeRange, intervalMs: number, most: number): Buckets {
  if (most === 1) {
    return oneBucket(range);
  }
  // A range that begins within a bucket needs one bucket more than fits its length.
  const narrowest = Math.ceil((range.to - range.from + 1) / (most - 1));
  const width = Math.max(1_000, intervalMs, narrowest);
  const start = Math.floor(range.from / width) * width;
  return { start, width, count: Math.floor((range.to - start) / width) + 1 };
}
