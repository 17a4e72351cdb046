import { bucketCount } from './buckets.ts';

/** How often each bucket is to be expected, in 32,768ths. */
export interface Model {
  /** Of all buckets below; one more entry than there are buckets. */
  below: Uint16Array;
  /** For each 128 of the 32,768 the bucket of the first. */
  first: Uint8Array;
  /** What each bucket costs, bits. */
  bits: Float32Array;
}

export const modelBits = 15;
export const total = 1 << modelBits;
export const lookupBits = 7;
/** Half widths, in 16ths of a bucket. */
export const widths = [5, 7, 10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 448, 640, 896];

const models = new Array<Model | undefined>(bucketCount * widths.length);

/** A model as one number. */
export function packModel(centre: number, width: number): number {
  return centre * widths.length + width;
}

/**
 * The distribution around a bucket: Student's with two degrees of freedom, which timings are like (a peak, and far
 * outliers), and which additions, divisions and square roots alone give: the same on every machine. Part of the format.
 */
export function modelAt(packed: number): Model {
  return (models[packed] ??= makeModel(Math.floor(packed / widths.length), widths[packed % widths.length]));
}

function makeModel(centre: number, width: number): Model {
  const below = new Uint16Array(bucketCount + 1);
  const lowest = shareBelow(0, centre, width);
  const range = shareBelow(bucketCount, centre, width) - lowest;
  for (let bucket = 0; bucket <= bucketCount; bucket++) {
    const share = (shareBelow(bucket, centre, width) - lowest) / range;
    // Each bucket has one, however unlikely it is.
    below[bucket] = bucket + Math.floor(share * (total - bucketCount));
  }
  return { below, first: firstOf(below), bits: bitsOf(below) };
}

/** -1 to 1. */
function shareBelow(bucket: number, centre: number, width: number): number {
  const distance = ((bucket - 0.5 - centre) * 16) / width;
  return distance / Math.sqrt(1 + distance * distance);
}

function firstOf(below: Uint16Array): Uint8Array {
  const first = new Uint8Array(total >> lookupBits);
  let bucket = 0;
  for (let at = 0; at < first.length; at++) {
    while (below[bucket + 1] <= at << lookupBits) {
      bucket++;
    }
    first[at] = bucket;
  }
  return first;
}

function bitsOf(below: Uint16Array): Float32Array {
  return Float32Array.from(
    { length: bucketCount },
    (_, bucket) => modelBits - Math.log2(below[bucket + 1] - below[bucket])
  );
}
