import { rollupKinds } from '../../pipeline/rollups.ts';
import { reduceSeries } from './reduceBlock.ts';
import type { SeriesBlock } from './SeriesBlock.ts';

/** The dimensions by which requests are looked for. */
const by = ['service', 'storeId', 'rootKind', 'route'];
const kept = rollupKinds.requests.dimensions.map((dimension) => by.includes(dimension));
const keptPlaces = [...kept.keys()].filter((at) => kept[at]);
/** Below every bin. */
const none = -32_768;

/** Combinations of dimensions that were ever seen, by number: each is looked at once, not in every hour. */
export class Combinations {
  /** In the order of the dimensions of requests; empty for those that do not matter here. */
  readonly dimensions: string[][] = [];
  readonly #numbers = new Map<string, number>();

  numberOf({ columns: { tables, places } }: SeriesBlock, series: number): number {
    let key = '';
    for (const at of keptPlaces) {
      key += `${tables[at][places[at][series]]}\0`;
    }
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.dimensions.length;
      this.dimensions.push(tables.map((table, at) => (kept[at] ? table[places[at][series]] : '')));
      this.#numbers.set(key, number);
    }
    return number;
  }
}

/** Of a row: for each combination of dimensions the bin of its longest request, and how many are in it. */
export class LongestRequests {
  readonly combinations: Int32Array;
  readonly bins: Int16Array;
  readonly counts: Float64Array;

  constructor(block: SeriesBlock, all: Combinations) {
    const { series } = block.columns;
    const { seriesOf, left } = reduceSeries(block, kept);
    const [bins, counts] = [new Int16Array(left.length).fill(none), new Float64Array(left.length)];
    this.combinations = new Int32Array(left.length);
    left.forEach((each, at) => (this.combinations[at] = all.numberOf(block, each)));
    let to = 0;
    const add = (bin: number, count: number) => {
      if (count > 0 && bin >= bins[to]) {
        counts[to] = bin > bins[to] ? count : counts[to] + count;
        bins[to] = bin;
      }
    };
    for (let cell = 0; cell < series.length; cell++) {
      to = seriesOf[series[cell]];
      block.visitBins(cell, add);
    }
    this.bins = bins;
    this.counts = counts;
  }

  get size(): number {
    return 100 + this.bins.length * 14;
  }
}
