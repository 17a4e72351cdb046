import { css } from '@emotion/css';
import {
  EventBusSrv,
  getPanelOptionsWithDefaults,
  getTimeZone,
  PluginContextProvider,
  type PanelData,
  type PanelPlugin,
  type PanelPluginMeta,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { importPlugin } from '../loader/importPlugin';

interface Props {
  meta: PanelPluginMeta;
  /** What the panel's own defaults leave open. */
  options: Record<string, unknown>;
  data: PanelData;
  width: number;
  height: number;
}

const events = new EventBusSrv();

/** A nested panel with its defaults, in a box of a dashboard's kind. */
export function PluginPanel({ meta, options, data, width, height }: Props) {
  const [plugin, setPlugin] = useState<PanelPlugin>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    importPlugin<{ plugin: PanelPlugin }>(meta.module).then((module) => {
      module.plugin.meta = meta;
      setPlugin(module.plugin);
    }, setError);
  }, [meta]);

  if (error) {
    return <Alert title="The panel could not be loaded">{error.message}</Alert>;
  }
  if (!plugin?.panel) {
    return <LoadingPlaceholder text="Loading ..." />;
  }
  const complete = getPanelOptionsWithDefaults({
    plugin,
    currentOptions: options,
    currentFieldConfig: { defaults: {}, overrides: [] },
    isAfterPluginChange: false,
  });
  return (
    <section className={css({ width, maxWidth: '100%', height, overflow: 'auto' })} aria-label={meta.name}>
      <PluginContextProvider meta={meta}>
        <ErrorBoundaryAlert>
          <plugin.panel
            id={1}
            title={meta.name}
            transparent={false}
            renderCounter={0}
            data={data}
            timeRange={data.timeRange}
            timeZone={getTimeZone()}
            options={complete.options}
            fieldConfig={complete.fieldConfig}
            width={width}
            height={height}
            eventBus={events}
            replaceVariables={(text, scopedVars) => getTemplateSrv().replace(text, scopedVars)}
            onOptionsChange={() => {}}
            onFieldConfigChange={() => {}}
            onChangeTimeRange={() => {}}
          />
        </ErrorBoundaryAlert>
      </PluginContextProvider>
    </section>
  );
}
