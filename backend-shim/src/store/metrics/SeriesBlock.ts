import type { RollupName } from '../../pipeline/rollups.ts';
import type { Series } from './Series.ts';
import type { SketchColumns } from './readSketches.ts';
import { Sketch } from './Sketch.ts';

/** A row's body, read: series in columns. A cell is a series in one bucket of the row's time. */
export interface SeriesColumns {
  kind: RollupName;
  /** Parts of the row's time, all of one length; one, but for minutes packed by hours. */
  bucketCount: number;
  /** Of each dimension its distinct values, and of each series the place of its own among them. */
  tables: string[][];
  places: Int32Array[];
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
  readonly #dimensions: string[][] = [];

  constructor(columns: SeriesColumns) {
    this.columns = columns;
  }

  /** Of a series; the same array each time. */
  dimensionsOf(series: number): string[] {
    const { tables, places } = this.columns;
    return (this.#dimensions[series] ??= tables.map((table, at) => table[places[at][series]]));
  }

  /** Of each bucket its series. */
  seriesByBucket(): Series[][] {
    const { bucketCount, series, bucket, values, sketches } = this.columns;
    const buckets: Series[][] = Array.from({ length: bucketCount }, () => []);
    for (let cell = 0; cell < series.length; cell++) {
      const sketch = sketches ? new Sketch() : null;
      if (sketch) {
        this.addSketch(cell, sketch);
      }
      buckets[bucket[cell]].push({
        dimensions: this.dimensionsOf(series[cell]),
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

  /** The bins of a cell's sketch, in rising order. @throws DamagedBlockError */
  visitBins(cell: number, visit: (bin: number, count: number) => void): void {
    this.#sketches ??= this.columns.sketches?.() ?? null;
    if (this.#sketches) {
      const { ends, bins, counts } = this.#sketches;
      for (let at = cell === 0 ? 0 : ends[cell - 1]; at < ends[cell]; at++) {
        visit(bins[at], counts[at]);
      }
    }
  }

  /** About how much memory it takes; bytes. */
  get size(): number {
    const { tables, places, series, values, sketches } = this.columns;
    const texts = tables.reduce((sum, table) => sum + table.length * 64, 0);
    const arrays = this.#dimensions.length * (32 + tables.length * 8);
    const cells = series.length * (5 + values.length * 8 + (sketches ? 4 : 0));
    return (
      texts + arrays + places.length * (places[0]?.length ?? 0) * 4 + cells + (this.#sketches?.bins.length ?? 0) * 10
    );
  }
}
