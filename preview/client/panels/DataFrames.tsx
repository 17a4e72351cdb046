import { LoadingState, type PanelData, type TimeRange } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React from 'react';
import { FrameTable } from './FrameTable';
import { SeriesChart } from './SeriesChart';

/** What a query answered, as Explore would choose to draw it: series as a chart, all else as tables. */
export function DataFrames({ data, range }: { data: PanelData; range: TimeRange }) {
  if (data.state === LoadingState.Error) {
    return <Alert title="The query failed">{data.errors?.[0]?.message}</Alert>;
  }
  const series = data.series.filter(({ meta }) => meta?.type?.startsWith('timeseries'));
  const tables = data.series.filter((frame) => !series.includes(frame));
  if (data.series.every(({ length }) => length === 0)) {
    return <p>No data.</p>;
  }
  return (
    <>
      {series.length > 0 && <SeriesChart frames={series} range={range} width={1000} height={300} />}
      {tables.map((frame, index) => (
        <FrameTable key={index} frame={frame} width={1100} height={500} />
      ))}
    </>
  );
}
