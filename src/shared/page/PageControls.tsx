import { Stack } from '@grafana/ui';
import React from 'react';
import { TimeControls } from './TimeControls';
import { StoreSwitcher } from './StoreSwitcher';
import { findDatasource } from '../datasource/findDatasource';

/** Store switcher, time range and refresh, for all of a page's data. */
export function PageControls() {
  const uid = findDatasource();
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      {uid && <StoreSwitcher datasourceUid={uid} />}
      <TimeControls />
    </Stack>
  );
}
