import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import type { Series } from './Series.ts';

/** A series in one bucket. */
export interface Cell {
  bucket: number;
  series: Series;
}

/** The distinct values of a dimension: ids, which are hexadecimal and of one length, before texts; both sorted. */
interface Table {
  ids: string[];
  texts: string[];
}

/** Series of several buckets, sorted so that neighbours are alike. */
export interface Grid {
  tables: Table[];
  /** `places` are those of the dimensions in their tables. */
  rows: Array<{ places: number[]; cells: Cell[] }>;
  /** Those of all rows. */
  cells: Cell[];
}

export function gridOf(kind: RollupName, buckets: Series[][]): Grid {
  const distinct = rollupKinds[kind].dimensions.map(() => new Set<string>());
  const byKey = new Map<string, Cell[]>();
  buckets.forEach((all, bucket) => {
    for (const series of all) {
      const key = series.dimensions.join('\0');
      const cells = byKey.get(key);
      if (cells) {
        cells.push({ bucket, series });
      } else {
        byKey.set(key, [{ bucket, series }]);
        series.dimensions.forEach((text, at) => distinct[at].add(text));
      }
    }
  });
  const tables = distinct.map(tableOf);
  const places = tables.map(({ ids, texts }) => new Map([...ids, ...texts].map((text, place) => [text, place])));
  const rows = [...byKey.values()].map((cells) => ({
    places: cells[0].series.dimensions.map((text, at) => places[at].get(text) as number),
    cells,
  }));
  rows.sort((a, b) => compare(a.places, b.places));
  return { tables, rows, cells: rows.flatMap(({ cells }) => cells) };
}

function tableOf(distinct: Set<string>): Table {
  const sorted = [...distinct].sort();
  const length = sorted.find(isHex)?.length ?? 0;
  const isId = (text: string) => text.length === length && isHex(text);
  return { ids: sorted.filter(isId), texts: sorted.filter((text) => !isId(text)) };
}

function isHex(text: string): boolean {
  return text.length >= 16 && text.length % 2 === 0 && /^[0-9a-f]+$/.test(text);
}

function compare(a: number[], b: number[]): number {
  for (let at = 0; at < a.length; at++) {
    if (a[at] !== b[at]) {
      return a[at] - b[at];
    }
  }
  return 0;
}
