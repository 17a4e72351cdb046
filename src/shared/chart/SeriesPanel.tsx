import { css } from '@emotion/css';
import { LoadingState, type DataFrame, type FieldConfigSource, type PanelData, type TimeRange } from '@grafana/data';
import { PanelRenderer } from '@grafana/runtime';
import { LegendDisplayMode, TooltipDisplayMode, SortOrder, type VizLegendOptions } from '@grafana/schema';
import React, { useContext, useMemo } from 'react';
import { useElementWidth } from '../layout/useElementWidth';
import { TimeZoneContext } from '../text/TimeZoneContext';

interface Props {
  frames: DataFrame[];
  range: TimeRange;
  /** Marked in the chart: frames with `time`, `title` and `text`. */
  annotations?: DataFrame[];
  fieldConfig?: FieldConfigSource;
  /** For a screen reader: what the chart shows. */
  label: string;
  height: number;
  onRange?: (from: number, to: number) => void;
}

const none: FieldConfigSource = { defaults: {}, overrides: [] };

/** Series in Grafana's own time series panel. */
export function SeriesPanel({ frames, range, annotations, fieldConfig = none, label, height, onRange }: Props) {
  const timeZone = useContext(TimeZoneContext);
  const [ref, width] = useElementWidth<HTMLDivElement>();
  const data = useMemo<PanelData>(
    () => ({ state: LoadingState.Done, series: frames, annotations, timeRange: range }),
    [frames, annotations, range]
  );
  const legend: Partial<VizLegendOptions> = {
    showLegend: frames.length > 1,
    displayMode: LegendDisplayMode.List,
    placement: 'bottom',
    calcs: [],
  };
  return (
    <div ref={ref} role="group" aria-label={label} className={css({ height, minWidth: 0 })}>
      {width > 0 && (
        <PanelRenderer
          pluginId="timeseries"
          title=""
          data={data}
          options={{ legend, tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending } }}
          fieldConfig={fieldConfig}
          timeZone={timeZone}
          width={width}
          height={height}
          onChangeTimeRange={onRange && (({ from, to }) => onRange(from, to))}
        />
      )}
    </div>
  );
}
