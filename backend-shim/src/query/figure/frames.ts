import { figures, type Figure } from '../../../../contract/figures.ts';
import type { Frame, FrameMeta } from '../../../../contract/frames.ts';
import { makeFrame } from '../shared/frame.ts';
import type { Buckets } from './Buckets.ts';
import type { Row } from './Row.ts';

/** A figure for one combination of labels, bucket by bucket; null where nothing tells. */
export interface Series {
  labels: Record<string, string>;
  values: Array<number | null>;
}

/** Adds rows up by their labels, or where rows have weights, takes their mean. `always` are there without rows, too. */
export function toSeries(
  rows: Row[],
  labelsOf: (row: Row) => Record<string, string>,
  buckets: number,
  figure: Figure,
  always: Array<Record<string, string>>
): Series[] {
  const isMean = figure === 'averageDuration';
  const sums = new Map<string, { labels: Record<string, string>; values: number[]; weights: number[] }>();
  const sumOf = (labels: Record<string, string>) => {
    const key = JSON.stringify(Object.values(labels));
    const sum = sums.get(key) ?? { labels, values: Array(buckets).fill(0), weights: Array(buckets).fill(0) };
    sums.set(key, sum);
    return sum;
  };
  always.forEach(sumOf);
  for (const row of rows) {
    const sum = sumOf(labelsOf(row));
    sum.values[row.bucket] += row.value;
    sum.weights[row.bucket] += row.weight;
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { labels, values, weights }]) => ({
      labels,
      values: isMean ? values.map((value, at) => (weights[at] > 0 ? value / weights[at] : null)) : values.map(clean),
    }));
}

/** Sums of prices, without what binary fractions add to them. */
function clean(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export function totalFrame(figure: Figure, labelNames: string[], series: Series[], meta: FrameMeta): Frame {
  // What nothing tells is left out: an alert must not take it for a number.
  const told = series.filter(({ values }) => values[0] !== null);
  return makeFrame(
    figure,
    [...labelColumns(labelNames, told), { ...number(figure), values: told.map(({ values }) => values[0]) }],
    { ...meta, type: 'numeric-long', typeVersion: [0, 1] }
  );
}

export function timeseriesFrames(figure: Figure, series: Series[], buckets: Buckets, meta: FrameMeta): Frame[] {
  const times = Array.from({ length: buckets.count }, (_, at) => buckets.start + at * buckets.width);
  return series.map(({ labels, values }) =>
    makeFrame(
      figure,
      [
        { name: 'time', type: 'time.Time', values: times },
        {
          ...number(figure),
          labels,
          nullable: figure === 'averageDuration',
          // With a name of its own, no series would be called by its labels.
          ...(Object.keys(labels).length > 0 ? { config: { unit: figures[figure].unit } } : {}),
          values,
        },
      ],
      { ...meta, type: 'timeseries-multi', typeVersion: [0, 1] }
    )
  );
}

/** `before` is null where that time is not known. */
export function comparisonFrame(
  figure: Figure,
  labelNames: string[],
  now: Series[],
  before: Series[] | null,
  meta: FrameMeta
): Frame {
  const compared = compare(figure, now, before);
  const column = number(figure);
  return makeFrame(
    figure,
    [
      ...labelColumns(
        labelNames,
        compared.map((row) => row.series)
      ),
      { ...column, name: 'value', nullable: true, values: compared.map((row) => row.value) },
      {
        ...column,
        name: 'previous',
        nullable: true,
        config: { ...column.config, displayName: `${figures[figure].label} in the time before` },
        values: compared.map((row) => row.previous),
      },
      {
        name: 'change',
        type: 'float64',
        nullable: true,
        config: { displayName: 'Change', unit: 'percentunit' },
        values: compared.map(({ value, previous }) =>
          value === null || !previous ? null : (value - previous) / previous
        ),
      },
    ],
    { ...meta, type: 'table' }
  );
}

interface Compared {
  key: string;
  series: Series;
  value: number | null;
  previous: number | null;
}

function compare(figure: Figure, now: Series[], before: Series[] | null): Compared[] {
  // A count of what was not there is 0; a mean of nothing is unknown.
  const absent = figure === 'averageDuration' ? null : 0;
  const rows = new Map<string, Compared>();
  const rowOf = (series: Series) => {
    const key = JSON.stringify(Object.values(series.labels));
    const row = rows.get(key) ?? { key, series, value: absent, previous: before === null ? null : absent };
    rows.set(key, row);
    return row;
  };
  now.forEach((series) => (rowOf(series).value = series.values[0]));
  before?.forEach((series) => (rowOf(series).previous = series.values[0]));
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function labelColumns(names: string[], series: Series[]) {
  return names.map((name) => ({
    name,
    type: 'string' as const,
    values: series.map(({ labels }) => labels[name] ?? ''),
  }));
}

function number(figure: Figure) {
  const { label, unit } = figures[figure];
  return { name: figure, type: 'float64' as const, config: { displayName: label, unit } };
}
