import { addValue } from './addValue.ts';
import { SeriesBlock } from './SeriesBlock.ts';

/** What a block tells by some of its kind's dimensions alone: much smaller. Without sketches. */
export function reduceBlock(block: SeriesBlock, by: readonly boolean[]): SeriesBlock {
  const { columns } = block;
  const { bucketCount, bucket, values } = columns;
  const { seriesOf, left } = reduceSeries(block, by);
  const cellOf = new Map<number, number>();
  const cells: number[] = [];
  const sums: number[][] = values.map(() => []);
  for (let cell = 0; cell < columns.series.length; cell++) {
    const key = seriesOf[columns.series[cell]] * bucketCount + bucket[cell];
    let to = cellOf.get(key);
    if (to === undefined) {
      to = cells.push(key) - 1;
      cellOf.set(key, to);
      sums.forEach((column) => column.push(0));
    }
    for (let at = 0; at < values.length; at++) {
      sums[at][to] = addValue(sums[at][to], values[at][cell]);
    }
  }
  return new SeriesBlock({
    ...columns,
    tables: columns.tables.map((table, at) => (by[at] ? table : [''])),
    places: columns.places.map((column, at) => placesOf(column, left, by[at])),
    series: Int32Array.from(cells, (key) => Math.floor(key / bucketCount)),
    bucket: Uint8Array.from(cells, (key) => key % bucketCount),
    values: sums.map((column) => Float64Array.from(column)),
    sketches: null,
  });
}

/** Of each series its number among those that are left, and of each of these one that it stands for. */
export function reduceSeries(
  { columns: { tables, places } }: SeriesBlock,
  by: readonly boolean[]
): { seriesOf: Int32Array; left: number[] } {
  const numbers = new Map<number, number>();
  const seriesOf = new Int32Array(places[0].length);
  const left: number[] = [];
  for (let series = 0; series < seriesOf.length; series++) {
    let key = 0;
    for (let at = 0; at < by.length; at++) {
      key = by[at] ? key * tables[at].length + places[at][series] : key;
    }
    let number = numbers.get(key);
    if (number === undefined) {
      number = left.push(series) - 1;
      numbers.set(key, number);
    }
    seriesOf[series] = number;
  }
  return { seriesOf, left };
}

/** A loop, as `from` with a function takes ten times as long, and there are many. */
function placesOf(column: Int32Array, left: number[], isKept: boolean): Int32Array {
  const places = new Int32Array(left.length);
  for (let at = 0; isKept && at < left.length; at++) {
    places[at] = column[left[at]];
  }
  return places;
}
