import type { NavModelItem } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import React, { type ReactNode } from 'react';
import { DatasourceGate } from '../datasource/DatasourceGate';
import { PageControls } from './PageControls';
import { PageLoadingBar } from './PageLoadingBar';
import { RefreshControl } from './RefreshControl';

interface Props {
  /** Title and breadcrumb of a page that is not in the navigation. */
  pageNav?: NavModelItem;
  subTitle?: ReactNode;
  /** What it shows is the same whatever time range and store are chosen: it lets choose neither. */
  ofAllTime?: boolean;
  children: ReactNode;
}

/** The frame of each page: Grafana's own with time range, refresh and store; its content once there is a datasource. */
export function InsightsPage({ pageNav, subTitle, ofAllTime = false, children }: Props) {
  return (
    <PluginPage pageNav={pageNav} subTitle={subTitle} actions={ofAllTime ? <RefreshControl /> : <PageControls />}>
      <PageLoadingBar />
      <DatasourceGate>{children}</DatasourceGate>
    </PluginPage>
  );
}
