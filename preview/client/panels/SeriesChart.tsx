import {
  FieldMatcherID,
  fieldMatchers,
  getTimeZone,
  type DataFrame,
  type FieldConfigSource,
  type TimeRange,
} from '@grafana/data';
import { LegendDisplayMode, type VizLegendOptions } from '@grafana/schema';
import { TimeSeries } from '@grafana/ui';
import React, { useMemo } from 'react';
import { Markers } from './Markers';
import { prepareFrames } from './prepareFrames';

interface Props {
  frames: DataFrame[];
  range: TimeRange;
  width: number;
  height: number;
  fieldConfig?: FieldConfigSource;
  annotations?: DataFrame[];
  showLegend?: boolean;
}

const matchTimeAndNumbers = {
  x: fieldMatchers.get(FieldMatcherID.firstTimeField).get({}),
  y: fieldMatchers.get(FieldMatcherID.numeric).get({}),
};

export function SeriesChart({ frames, range, width, height, fieldConfig, annotations, showLegend = true }: Props) {
  const prepared = useMemo(() => prepareFrames(frames, fieldConfig), [frames, fieldConfig]);
  const legend: VizLegendOptions = { showLegend, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] };
  return (
    <TimeSeries
      frames={prepared}
      fields={matchTimeAndNumbers}
      timeRange={range}
      timeZone={getTimeZone()}
      structureRev={1}
      width={width}
      height={height}
      legend={legend}
      options={{}}
    >
      {(config) => <Markers config={config} annotations={annotations ?? []} />}
    </TimeSeries>
  );
}
