import { exactNumber, signedNumber } from './TimingColumns.ts';

/**
 * A number's bucket: below 16 the number itself, from there on eight buckets for each power of two, in which a number's
 * place takes {@link restBits} more bits. The last two stand for loose numbers.
 */
export const bucketCount = 234;
export const largestInBuckets = 0x7fffffff;

const signedBucket = 232;
const exactBucket = 233;

export function bucketOf(number: number): number {
  if (number < 16) {
    return number >= 0 ? number : number === signedNumber ? signedBucket : exactBucket;
  }
  const shift = 28 - Math.clz32(number);
  return (shift << 3) + (number >> shift);
}

/** 0 to 27. */
export function restBits(bucket: number): number {
  return bucket < 16 || bucket >= signedBucket ? 0 : (bucket >> 3) - 1;
}

/** The least number of a bucket. */
export function floorOf(bucket: number): number {
  if (bucket < 16) {
    return bucket;
  }
  return bucket < signedBucket
    ? ((bucket & 7) | 8) << restBits(bucket)
    : bucket === signedBucket
      ? signedNumber
      : exactNumber;
}
