import type { RollupName } from '../../pipeline/rollups.ts';
import type { Series } from './Series.ts';
import type { SketchColumns } from './readSketches.ts';
import { Sketch } from './Sketch.ts';

/** A row's body, read: series in columns. A cell is a series in one bucket of the row's time. */
export interface SeriesColumns {
  kind: RollupName;
  /** Parts of the row's time, all of one length; one, but for minutes packed by hours. */
  bucketCount: number;
  /** Of each series. */
  dimensions: string[][];
  /** Of each cell: the place of its series, and its bucket. */
  series: Int32Array;
  bucket: Uint8Array;
  /** Of each of the kind's values, that of each cell. */
  values: Float64Array[];
  /** Null for kinds without; read only when asked for. */
  sketches: (() => SketchColumns) | null;
}

/** What never changes can be kept and read by many. */
export class SeriesBlock {
  readonly columns: SeriesColumns;
  #sketches: SketchColumns | null = null;

  constructor(columns: SeriesColumns) {
    this.columns = columns;
  }

  get cellCount(): number {
    return this.columns.series.length;
  }

  /** Of each bucket its series. Arrays of dimensions are shared. */
  seriesByBucket(): Series[][] {
    const { bucketCount, dimensions, series, bucket, values, sketches } = this.columns;
    const buckets: Series[][] = Array.from({ length: bucketCount }, () => []);
    for (let cell = 0; cell < series.length; cell++) {
      const sketch = sketches ? new Sketch() : null;
      if (sketch) {
        this.addSketch(cell, sketch);
      }
      buckets[bucket[cell]].push({
        dimensions: dimensions[series[cell]],
        values: values.map((column) => column[cell]),
        sketch,
      });
    }
    return buckets;
  }

  /** Adds what a cell's sketch holds. @throws DamagedBlockError */
  addSketch(cell: number, to: Sketch): void {
    this.#sketches ??= this.columns.sketches?.() ?? null;
    if (this.#sketches) {
      const { ends, bins, counts } = this.#sketches;
      const from = cell === 0 ? 0 : ends[cell - 1];
      to.addBins(bins, counts, from, ends[cell]);
    }
  }

  /** About how much memory it takes when its sketches were read, too; bytes. */
  get size(): number {
    const { dimensions, values, sketches } = this.columns;
    const texts = dimensions.length * (dimensions[0]?.length ?? 0) * 24;
    return texts + this.cellCount * (5 + values.length * 8 + (sketches ? 4 : 0)) + (this.#sketches?.bins.length ?? 0) * 10;
  }
}
