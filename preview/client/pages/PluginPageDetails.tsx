import { PluginContextProvider, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { config, getBackendSrv } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { PluginPage } from '../chrome/PluginPage';
import { importPlugin } from '../loader/importPlugin';
import { NotFoundPage } from './NotFoundPage';

/** Stands in for Grafana's page of a plugin: its configuration pages, one beneath the other. */
export function PluginPageDetails() {
  const { pluginId = '' } = useParams();
  const meta = (config.apps as unknown as Record<string, AppPluginMeta>)[pluginId];
  const [plugin, setPlugin] = useState<AppPlugin>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    if (meta) {
      load(meta).then(setPlugin, setError);
    }
  }, [meta]);

  if (!meta) {
    return <NotFoundPage />;
  }
  if (error) {
    return <Alert title="The app could not be loaded">{error.message}</Alert>;
  }
  return (
    <PluginPage pageNav={{ text: meta.name, subTitle: `${meta.info.description}. Version ${meta.info.version}` }}>
      {!plugin && <LoadingPlaceholder text="Loading ..." />}
      {plugin?.configPages?.map(({ id, body: Body }) => (
        <PluginContextProvider key={id} meta={plugin.meta}>
          <Body plugin={plugin} query={{}} />
        </PluginContextProvider>
      ))}
    </PluginPage>
  );
}

/** As Grafana does, with the settings as they are stored now. */
async function load(meta: AppPluginMeta): Promise<AppPlugin> {
  const [{ plugin }, settings] = await Promise.all([
    importPlugin<{ plugin: AppPlugin }>(meta.module),
    getBackendSrv().get(`/api/plugins/${meta.id}/settings`),
  ]);
  plugin.meta = { ...meta, ...settings };
  return plugin;
}
