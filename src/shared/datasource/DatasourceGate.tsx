import { getDataSourceSrv } from '@grafana/runtime';
import { useQuery } from '@tanstack/react-query';
import React, { type ReactNode } from 'react';
import { ErrorNotice } from '../state/ErrorNotice';
import { Skeleton } from '../state/Skeleton';
import { DatasourceContext } from './DatasourceContext';
import { findDatasource } from './findDatasource';
import { NoDatasource } from './NoDatasource';
import { toInsightsError } from './toInsightsError';

interface Props {
  /** The datasource to use; found by its type when absent. */
  uid?: string;
  children: ReactNode;
}

/** Renders its children once the datasource is loaded, and says what to do when there is none. */
export function DatasourceGate({ uid = findDatasource(), children }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ['datasource', uid],
    queryFn: () => getDataSourceSrv().get(uid),
    enabled: uid !== undefined,
  });
  if (!uid) {
    return <NoDatasource />;
  }
  if (error) {
    return <ErrorNotice error={toInsightsError(error)} onRetry={() => void refetch()} />;
  }
  if (!data) {
    return <Skeleton lines={6} />;
  }
  return <DatasourceContext.Provider value={data}>{children}</DatasourceContext.Provider>;
}
