import { LoadingState } from '@grafana/data';
import { config, type PanelRendererProps } from '@grafana/runtime';
import { PanelChrome } from '@grafana/ui';
import React from 'react';
import { FrameTable } from './FrameTable';
import { PluginPanel } from './PluginPanel';
import { SeriesChart } from './SeriesChart';

/**
 * Stands in for Grafana's own panels, plainly: what has a time is drawn as lines, all else as a table.
 * Nested panels are the real ones.
 */
export function PreviewPanelRenderer(props: PanelRendererProps<object, object>) {
  const { pluginId, title, data, width, height, options = {}, fieldConfig } = props;
  const meta = config.panels[pluginId];
  if (meta && data) {
    return <PluginPanel meta={meta} options={{ ...options }} data={data} width={width} height={height} />;
  }
  return (
    <PanelChrome title={title} width={width} height={height} loadingState={data?.state ?? LoadingState.Loading}>
      {(innerWidth, innerHeight) =>
        data && data.series.some(({ length }) => length > 0) ? (
          pluginId === 'timeseries' ? (
            <SeriesChart
              frames={data.series}
              range={data.timeRange}
              width={innerWidth}
              height={innerHeight}
              fieldConfig={fieldConfig}
              showLegend={data.series.length > 1}
            />
          ) : (
            <FrameTable frame={data.series[0]} width={innerWidth} height={innerHeight} />
          )
        ) : (
          <p>No data</p>
        )
      }
    </PanelChrome>
  );
}
