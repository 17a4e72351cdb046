import { config } from '@grafana/runtime';
import React, { useMemo } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { LoadingState, type PanelData } from '@grafana/data';
import { PluginPage } from '../chrome/PluginPage';
import { PluginPanel } from '../panels/PluginPanel';
import { NotFoundPage } from './NotFoundPage';
import { PageTimeRange } from './PageTimeRange';
import { useUrlTimeRange } from './useUrlTimeRange';

/** Shows one nested panel as a dashboard would: `/d/panel/<id>?options=<JSON>&from=&to=`. */
export function PanelPage() {
  const { pluginId = '' } = useParams();
  const { search } = useLocation();
  const [range, setRange] = useUrlTimeRange();
  const options = useMemo(() => readOptions(new URLSearchParams(search).get('options')), [search]);
  const data = useMemo<PanelData>(() => ({ state: LoadingState.Done, series: [], timeRange: range }), [range]);
  const meta = config.panels[pluginId];
  const pageNav = useMemo(() => ({ text: meta?.name ?? '' }), [meta]);

  if (!meta) {
    return <NotFoundPage />;
  }
  return (
    <PluginPage pageNav={pageNav} actions={<PageTimeRange value={range} onChange={setRange} />}>
      <PluginPanel meta={meta} options={options} data={data} width={900} height={600} />
    </PluginPage>
  );
}

function readOptions(text: string | null): Record<string, unknown> {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
