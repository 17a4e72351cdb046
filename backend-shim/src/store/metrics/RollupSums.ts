import { rollupKinds } from '../../pipeline/rollups.ts';
import { lengthOf, type Level } from './levels.ts';
import type { LoadedBlock } from './loadBlocks.ts';
import type { Segment } from './planLevels.ts';
import type { RollupSeries, WantedRollups } from './readRollups.ts';
import { addValue } from './addValue.ts';
import { Sketch } from './Sketch.ts';

/** A block's series as they are asked for: null where not at all. */
type Projected = { key: string; dimensions: string[] } | null;

/** Sums up what was read, series by series and bucket by bucket. */
export class RollupSums {
  readonly #wanted: WantedRollups;
  readonly #segments: Segment[];
  readonly #kept: boolean[] | null;
  readonly #hasSketch: boolean;
  readonly #buckets = new Map<number, Map<string, RollupSeries>>();

  constructor(wanted: WantedRollups, segments: Segment[]) {
    const { dimensions, sketch } = rollupKinds[wanted.kind];
    this.#wanted = wanted;
    this.#segments = segments;
    this.#kept = wanted.by ? dimensions.map((dimension) => wanted.by!.includes(dimension)) : null;
    this.#hasSketch = sketch && wanted.sketches !== false;
  }

  add({ block, bucketStart, countsIn }: LoadedBlock): void {
    const { columns } = block;
    const places = Array.from({ length: columns.bucketCount }, (_, bucket) =>
      this.#bucketOf(bucketStart + bucket * lengthOf.minute, countsIn)
    );
    if (places.every((place) => place === null)) {
      return;
    }
    const projected = new Array<Projected | undefined>(columns.dimensions.length);
    for (let cell = 0; cell < columns.series.length; cell++) {
      const place = places[columns.bucket[cell]];
      if (place === null) {
        continue;
      }
      const number = columns.series[cell];
      let series = projected[number];
      if (series === undefined) {
        series = this.#project(columns.dimensions[number]);
        projected[number] = series;
      }
      if (series) {
        const sum = this.#sumOf(place, series);
        columns.values.forEach((column, at) => (sum.values[at] = addValue(sum.values[at], column[cell])));
        if (sum.sketch) {
          block.addSketch(cell, sum.sketch);
        }
      }
    }
  }

  /** By bucket; without what cancelled out. */
  all(): RollupSeries[] {
    return [...this.#buckets]
      .sort(([a], [b]) => a - b)
      .flatMap(([, series]) => [...series.values()])
      .filter(({ values, sketch }) => values.some((value) => value !== 0) || (sketch !== null && !sketch.isEmpty));
  }

  /** Null where the row does not count. */
  #bucketOf(time: number, countsIn: Level[]): number | null {
    const segment = this.#segmentAt(time);
    if (!segment || !countsIn.includes(segment.level)) {
      return null;
    }
    const { from, bucketMs } = this.#wanted;
    return bucketMs === null ? 0 : Math.floor((time - from) / bucketMs);
  }

  /** They follow one another without gaps; there may be thousands. */
  #segmentAt(time: number): Segment | null {
    const segments = this.#segments;
    let [low, high] = [0, segments.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (segments[middle].to <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const { from, to } = segments[low];
    return from <= time && time < to ? segments[low] : null;
  }

  #project(dimensions: string[]): Projected {
    if (this.#wanted.where && !this.#wanted.where(dimensions)) {
      return null;
    }
    const kept = this.#kept;
    const told = kept ? dimensions.map((value, at) => (kept[at] ? value : '')) : dimensions;
    return { key: told.join('\0'), dimensions: told };
  }

  #sumOf(bucket: number, { key, dimensions }: NonNullable<Projected>): RollupSeries {
    let series = this.#buckets.get(bucket);
    if (!series) {
      series = new Map();
      this.#buckets.set(bucket, series);
    }
    let sum = series.get(key);
    if (!sum) {
      const values = rollupKinds[this.#wanted.kind].values.map(() => 0);
      sum = { bucket, dimensions, values, sketch: this.#hasSketch ? new Sketch() : null };
      series.set(key, sum);
    }
    return sum;
  }
}
