import { RefreshPicker } from '@grafana/ui';
import React from 'react';
import { usePageState } from './PageState';

export function RefreshControl() {
  const { refresh, setRefresh, refreshNow } = usePageState();
  return (
    <RefreshPicker text="Refresh" value={refresh} onIntervalChanged={setRefresh} onRefresh={refreshNow} isOnCanvas />
  );
}
