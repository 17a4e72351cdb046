import { ByteWriter } from '../ByteWriter.ts';
import { bucketCount } from './buckets.ts';
import { modelAt, packModel, widths } from './modelAt.ts';
import { inheritedModel } from './inheritedModel.ts';
import { slotsEach } from './Slots.ts';

/** What a model of its own costs a slot in the block, bits. */
const modelCost = 12;

export interface FittedModels {
  /** Of each slot, packed. */
  models: Uint16Array;
  section: Buffer;
}

/** How often which buckets occurred in a slot. */
interface Histogram {
  buckets: number[];
  counts: number[];
  total: number;
}

/**
 * Chooses the model of each slot, where one of its own pays.
 * @param slots - of each number
 * @param buckets - of each number
 */
export function fitModels(slots: Int32Array, buckets: Uint8Array, templateCount: number): FittedModels {
  const slotCount = (templateCount + 1) * slotsEach;
  const histograms = histogramsOf(slots, buckets, slotCount);
  const defaults = fitDefaults(histograms);
  const models = new Uint16Array(slotCount);
  const isOwn = new Uint8Array(slotCount);
  for (let slot = 0; slot < slotCount; slot++) {
    const inherited = inheritedModel(slot, models, defaults);
    models[slot] = inherited;
    const histogram = histograms[slot];
    if (histogram) {
      const { model, bits } = fit(histogram);
      if (bits + modelCost < costOf(histogram, inherited)) {
        models[slot] = model;
        isOwn[slot] = 1;
      }
    }
  }
  return { models, section: writeModels(models, isOwn, defaults) };
}

function histogramsOf(slots: Int32Array, buckets: Uint8Array, slotCount: number): Array<Histogram | undefined> {
  const ends = new Int32Array(slotCount + 1);
  for (let at = 0; at < slots.length; at++) {
    ends[slots[at] + 1] += 1;
  }
  for (let slot = 0; slot < slotCount; slot++) {
    ends[slot + 1] += ends[slot];
  }
  const sorted = new Uint8Array(slots.length);
  const next = ends.slice();
  for (let at = 0; at < slots.length; at++) {
    sorted[next[slots[at]]++] = buckets[at];
  }
  const counts = new Int32Array(bucketCount);
  return Array.from({ length: slotCount }, (_, slot) =>
    ends[slot] === ends[slot + 1] ? undefined : countBuckets(sorted.subarray(ends[slot], ends[slot + 1]), counts)
  );
}

/** @param counts - all 0, and so again afterwards */
function countBuckets(buckets: Uint8Array, counts: Int32Array): Histogram {
  const seen: number[] = [];
  for (const bucket of buckets) {
    if (counts[bucket]++ === 0) {
      seen.push(bucket);
    }
  }
  seen.sort((a, b) => a - b);
  const histogram = { buckets: seen, counts: seen.map((bucket) => counts[bucket]), total: buckets.length };
  seen.forEach((bucket) => (counts[bucket] = 0));
  return histogram;
}

function fitDefaults(histograms: Array<Histogram | undefined>): number[] {
  return Array.from({ length: slotsEach / 2 }, (_, kind) => {
    const counts = new Map<number, number>();
    let total = 0;
    for (let slot = 2 * kind; slot < histograms.length; slot += slotsEach) {
      for (const { buckets, counts: own, total: ownTotal } of [histograms[slot], histograms[slot + 1]].filter(
        (histogram) => histogram !== undefined
      )) {
        buckets.forEach((bucket, at) => counts.set(bucket, (counts.get(bucket) ?? 0) + own[at]));
        total += ownTotal;
      }
    }
    const sorted = [...counts].sort(([a], [b]) => a - b);
    const histogram = { buckets: sorted.map(([bucket]) => bucket), counts: sorted.map(([, count]) => count), total };
    return total === 0 ? packModel(0, 0) : fit(histogram).model;
  });
}

/** From the median and the quartiles downhill to where no neighbour is better. */
function fit(histogram: Histogram): { model: number; bits: number } {
  let centre = quantile(histogram, 0.5);
  const spread = (quantile(histogram, 0.75) - quantile(histogram, 0.25)) * 16;
  let width = Math.max(
    0,
    widths.findLastIndex((each) => each < spread)
  );
  let bits = costOf(histogram, packModel(centre, width));
  for (let isBetter = true; isBetter;) {
    isBetter = false;
    for (const [right, wider] of neighbours) {
      if (!modelExists(centre + right, width + wider)) {
        continue;
      }
      const cost = costOf(histogram, packModel(centre + right, width + wider));
      if (cost < bits) {
        [centre, width, bits, isBetter] = [centre + right, width + wider, cost, true];
      }
    }
  }
  return { model: packModel(centre, width), bits };
}

const neighbours = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

function modelExists(centre: number, width: number): boolean {
  return centre >= 0 && centre < bucketCount && width >= 0 && width < widths.length;
}

function quantile({ buckets, counts, total }: Histogram, share: number): number {
  let left = share * total;
  const at = counts.findIndex((count) => (left -= count) < 0);
  return buckets[at === -1 ? buckets.length - 1 : at];
}

function costOf({ buckets, counts }: Histogram, model: number): number {
  const { bits } = modelAt(model);
  let sum = 0;
  for (let at = 0; at < buckets.length; at++) {
    sum += counts[at] * bits[buckets[at]];
  }
  return sum;
}

/** Read by readModels. */
function writeModels(models: Uint16Array, isOwn: Uint8Array, defaults: number[]): Buffer {
  const templates = models.length / slotsEach;
  const widthBytes = Buffer.alloc(models.length);
  const centres = new ByteWriter();
  for (let place = 0; place < models.length; place++) {
    const slot = (place % templates) * slotsEach + Math.floor(place / templates);
    if (isOwn[slot] === 1) {
      widthBytes[place] = (models[slot] % widths.length) + 1;
      centres.byte(Math.floor(models[slot] / widths.length));
    }
  }
  const told = defaults.flatMap((model) => [model % widths.length, Math.floor(model / widths.length)]);
  return Buffer.concat([Buffer.from(told), widthBytes, centres.written()]);
}
