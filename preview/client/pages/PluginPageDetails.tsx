import { config } from '@grafana/runtime';
import { useParams } from 'react-router-dom';
import React from 'react';
import { PluginPage } from '../chrome/PluginPage';
import { NotFoundPage } from './NotFoundPage';

/** Stands in for Grafana's page of a plugin. */
export function PluginPageDetails() {
  const { pluginId = '' } = useParams();
  const meta = (
    config.apps as unknown as Record<string, { name: string; info: { version: string; description: string } }>
  )[pluginId];
  if (!meta) {
    return <NotFoundPage />;
  }
  return (
    <PluginPage pageNav={{ text: meta.name, subTitle: meta.info.description }}>
      <p>Version {meta.info.version}. Grafana shows the plugin&apos;s README and settings here.</p>
    </PluginPage>
  );
}
