import { PluginContextProvider, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { config, locationSearchToObject } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { importPlugin } from '../loader/importPlugin';
import { NotFoundPage } from './NotFoundPage';

export function AppRootPage() {
  const { pluginId = '' } = useParams();
  const location = useLocation();
  const meta = (config.apps as unknown as Record<string, AppPluginMeta>)[pluginId];
  const [plugin, setPlugin] = useState<AppPlugin>();
  const [error, setError] = useState<Error>();

  useEffect(() => {
    if (meta) {
      importPlugin<{ plugin: AppPlugin }>(meta.module).then((module) => {
        module.plugin.meta = meta;
        setPlugin(module.plugin);
      }, setError);
    }
  }, [meta]);

  if (!meta) {
    return <NotFoundPage />;
  }
  if (error) {
    return <Alert title="The app could not be loaded">{error.message}</Alert>;
  }
  if (!plugin?.root) {
    return <LoadingPlaceholder text="Loading ..." />;
  }
  const { pathname, search } = location;
  return (
    <PluginContextProvider meta={meta}>
      <plugin.root
        meta={meta}
        basename={pathname}
        onNavChanged={() => {}}
        query={locationSearchToObject(search)}
        path={pathname}
      />
    </PluginContextProvider>
  );
}
