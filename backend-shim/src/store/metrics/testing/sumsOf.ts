import type { Series } from '../Series.ts';

/** Series as plain values, in an order of their own: for comparing what came by different roads. */
export function sumsOf(series: Array<Pick<Series, 'dimensions' | 'values' | 'sketch'>>): Record<string, unknown> {
  const told = series.map(({ dimensions, values, sketch }) => {
    const bins: Array<[number, number]> = [];
    sketch?.forEachBin((bin, count) => bins.push([bin, count]));
    return [dimensions.join(' | '), { values: values.map((value) => value || 0), bins }] as const;
  });
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}
