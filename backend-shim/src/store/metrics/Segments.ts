import type { Level } from './levels.ts';
import type { Segment } from './planLevels.ts';

/** Where rows belong in the buckets that are asked for. */
export class Segments {
  readonly #segments: readonly Segment[];
  readonly #from: number;
  readonly #bucketMs: number | null;

  /** @param segments - in order, without gaps; there may be thousands */
  constructor(segments: readonly Segment[], { from, bucketMs }: { from: number; bucketMs: number | null }) {
    this.#segments = segments;
    this.#from = from;
    this.#bucketMs = bucketMs;
  }

  /** Place of the bucket in which a row of a time counts; null where it does not count. */
  bucketOf(time: number, countsIn: readonly Level[]): number | null {
    const segment = this.#at(time);
    if (!segment || !countsIn.includes(segment.level)) {
      return null;
    }
    return this.#bucketMs === null ? 0 : Math.floor((time - this.#from) / this.#bucketMs);
  }

  #at(time: number): Segment | null {
    let [low, high] = [0, this.#segments.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#segments[middle].to <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const found = this.#segments[low];
    return found && found.from <= time && time < found.to ? found : null;
  }
}
