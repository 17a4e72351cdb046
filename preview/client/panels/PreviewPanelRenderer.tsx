import { css } from '@emotion/css';
import React, { type ReactNode } from 'react';
import type { PanelData } from '@grafana/data';
import { config, type PanelRendererProps } from '@grafana/runtime';
import { FrameTable } from './FrameTable';
import { PluginPanel } from './PluginPanel';
import { SeriesChart } from './SeriesChart';

type Props = PanelRendererProps<object, object>;

/**
 * Stands in for Grafana's own panels, plainly: a time series is drawn as lines, all else as a table.
 * Nested panels are the real ones. As in Grafana, there is no frame and no title around it.
 */
export function PreviewPanelRenderer(props: Props) {
  const { pluginId, data, width, height, options = {} } = props;
  const meta = config.panels[pluginId];
  if (meta && data) {
    return <PluginPanel meta={meta} options={{ ...options }} data={data} width={width} height={height} />;
  }
  return <div className={css({ width, height, overflow: 'hidden' })}>{data ? draw(props, data) : 'Loading ...'}</div>;
}

function draw(
  { pluginId, width, height, fieldConfig }: Props,
  { series, timeRange, annotations }: PanelData
): ReactNode {
  if (series.every(({ length }) => length === 0)) {
    return 'No data';
  }
  if (pluginId !== 'timeseries') {
    return <FrameTable frame={series[0]} width={width} height={height} />;
  }
  return (
    <SeriesChart
      frames={series}
      range={timeRange}
      width={width}
      height={height}
      fieldConfig={fieldConfig}
      annotations={annotations}
      showLegend={series.length > 1}
    />
  );
}
