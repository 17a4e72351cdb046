import { locationUtil } from '@grafana/data';
import { EmptyState, LinkButton } from '@grafana/ui';
import React from 'react';
import { currentRole } from '../access/currentRole';

export function NoDatasource() {
  const admin = currentRole() === 'Admin';
  return (
    <EmptyState
      variant="call-to-action"
      message="Add the Maho Insights data source"
      button={
        admin ? (
          <LinkButton icon="plus" href={locationUtil.assureBaseUrl('/connections/datasources/new')}>
            Add data source
          </LinkButton>
        ) : undefined
      }
    >
      {admin
        ? 'All that these pages show is read through it. Choose "Maho Insights", then enter the address of the Insights service and its query token.'
        : 'All that these pages show is read through it. Ask an administrator of this Grafana to add it.'}
    </EmptyState>
  );
}
