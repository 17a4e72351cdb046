import { rollupKinds } from '../../pipeline/rollups.ts';
import { addValue } from './addValue.ts';
import { lengthOf } from './levels.ts';
import type { LoadedBlock } from './loadBlocks.ts';
import type { Segment } from './planLevels.ts';
import type { RollupSeries, WantedRollups } from './readRollups.ts';
import { Segments } from './Segments.ts';
import type { SeriesBlock } from './SeriesBlock.ts';
import { Sketch } from './Sketch.ts';

/** Series of a block that are asked for as one, and the sum that they were added to last. */
interface Target {
  key: string;
  dimensions: string[];
  place: number;
  sum: RollupSeries | null;
}

/** Sums up what was read, series by series and bucket by bucket. */
export class RollupSums {
  readonly #wanted: WantedRollups;
  readonly #segments: Segments;
  readonly #kept: boolean[] | null;
  readonly #hasSketch: boolean;
  readonly #buckets = new Map<number, Map<string, RollupSeries>>();

  constructor(wanted: WantedRollups, segments: Segment[]) {
    const { dimensions, sketch } = rollupKinds[wanted.kind];
    this.#wanted = wanted;
    this.#segments = new Segments(segments, wanted);
    this.#kept = wanted.by ? dimensions.map((dimension) => wanted.by!.includes(dimension)) : null;
    this.#hasSketch = sketch && wanted.sketches !== false && !wanted.remember;
  }

  add({ block, bucketStart, countsIn }: LoadedBlock): void {
    const { columns } = block;
    const places = Array.from({ length: columns.bucketCount }, (_, bucket) =>
      this.#segments.bucketOf(bucketStart + bucket * lengthOf.minute, countsIn)
    );
    if (places.every((place) => place === null)) {
      return;
    }
    // Hundreds of thousands of cells in a long time: no callbacks here, and no search where the sum is the same.
    const { series, bucket, values } = columns;
    const targets = this.#targetsOf(block);
    for (let cell = 0; cell < series.length; cell++) {
      const place = places[bucket[cell]];
      const target = place === null ? null : targets[series[cell]];
      if (place !== null && target !== null) {
        const sum = target.place === place ? (target.sum as RollupSeries) : this.#sumOf(place, target);
        for (let at = 0; at < values.length; at++) {
          sum.values[at] = addValue(sum.values[at], values[at][cell]);
        }
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

  /** Of each series of a block; null where it is not asked for. */
  #targetsOf(block: SeriesBlock): Array<Target | null> {
    const { tables, places } = block.columns;
    const { where } = this.#wanted;
    const kept = this.#kept;
    const targets = new Map<number, Target>();
    return Array.from({ length: places[0].length }, (_, series) => {
      if (where && !where(block.dimensionsOf(series))) {
        return null;
      }
      if (!kept) {
        return targetOf(block.dimensionsOf(series));
      }
      // Most series differ only in what is not asked for: their texts are looked at once.
      let number = 0;
      for (let at = 0; at < kept.length; at++) {
        number = kept[at] ? number * tables[at].length + places[at][series] : number;
      }
      let target = targets.get(number);
      if (!target) {
        target = targetOf(block.dimensionsOf(series).map((value, at) => (kept[at] ? value : '')));
        targets.set(number, target);
      }
      return target;
    });
  }

  #sumOf(bucket: number, target: Target): RollupSeries {
    let series = this.#buckets.get(bucket);
    if (!series) {
      series = new Map();
      this.#buckets.set(bucket, series);
    }
    let sum = series.get(target.key);
    if (!sum) {
      const values = rollupKinds[this.#wanted.kind].values.map(() => 0);
      sum = { bucket, dimensions: target.dimensions, values, sketch: this.#hasSketch ? new Sketch() : null };
      series.set(target.key, sum);
    }
    Object.assign(target, { place: bucket, sum });
    return sum;
  }
}

function targetOf(dimensions: string[]): Target {
  return { key: dimensions.join('\0'), dimensions, place: -1, sum: null };
}
