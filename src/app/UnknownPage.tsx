import { PluginPage } from '@grafana/runtime';
import { EmptyState, TextLink } from '@grafana/ui';
import React from 'react';
import { paths } from '../shared/navigation/paths';
import { useLinkTo } from '../shared/navigation/useLinkTo';

export function UnknownPage() {
  const linkTo = useLinkTo();
  return (
    <PluginPage pageNav={{ text: 'Not found' }}>
      <EmptyState variant="not-found" message="There is no such page">
        <TextLink href={linkTo(paths.overview())}>Go to the overview</TextLink>
      </EmptyState>
    </PluginPage>
  );
}
