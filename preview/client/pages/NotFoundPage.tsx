import { EmptyState, TextLink } from '@grafana/ui';
import React from 'react';
import { PluginPage } from '../chrome/PluginPage';

const pageNav = { text: 'Page not found' };

export function NotFoundPage() {
  return (
    <PluginPage pageNav={pageNav}>
      <EmptyState variant="not-found" message="The preview host shows the plugin only; this page is Grafana's.">
        <TextLink href="/a/maho-insights-app">Back to Maho Insights</TextLink>
      </EmptyState>
    </PluginPage>
  );
}
