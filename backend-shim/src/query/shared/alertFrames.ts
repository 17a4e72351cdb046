import type { Frame, FrameMeta } from '../../../../contract/frames.ts';
import type { Buckets } from '../figure/Buckets.ts';
import { makeFrame } from './frame.ts';

/** A count for one combination of labels, bucket by bucket. */
export interface CountSeries {
  labels: Record<string, string>;
  values: number[];
  /** What it is called where its labels do not say. */
  displayName?: string;
}

interface Named {
  /** Of the number's field, and of the frames. */
  name: string;
  label: string;
  meta: FrameMeta;
}

/** `numeric-long`: a row a series, its values summed up. */
export function totalCounts(labelNames: string[], series: CountSeries[], { name, label, meta }: Named): Frame {
  return makeFrame(
    name,
    [
      ...labelNames.map((each) => ({
        name: each,
        type: 'string' as const,
        values: series.map(({ labels }) => labels[each] ?? ''),
      })),
      {
        name,
        type: 'float64',
        config: { displayName: label, unit: 'short' },
        values: series.map(({ values }) => values.reduce((sum, value) => sum + value, 0)),
      },
    ],
    { ...meta, type: 'numeric-long', typeVersion: [0, 1] }
  );
}

/** `timeseries-multi`: a frame a series. */
export function timeseriesCounts(series: CountSeries[], buckets: Buckets, { name, label, meta }: Named): Frame[] {
  const times = Array.from({ length: buckets.count }, (_, at) => buckets.start + at * buckets.width);
  return series.map(({ labels, values, displayName }) =>
    makeFrame(
      name,
      [
        { name: 'time', type: 'time.Time', values: times },
        {
          name,
          type: 'float64',
          labels,
          config: { unit: 'short', ...namesOf(labels, displayName, label) },
          values,
        },
      ],
      { ...meta, type: 'timeseries-multi', typeVersion: [0, 1] }
    )
  );
}

/** With a name of its own, no series would be called by its labels. */
function namesOf(labels: Record<string, string>, displayName: string | undefined, label: string) {
  if (displayName !== undefined) {
    return { displayNameFromDS: displayName };
  }
  return Object.keys(labels).length > 0 ? {} : { displayName: label };
}
