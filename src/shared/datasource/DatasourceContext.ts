import type { DataSourceApi } from '@grafana/data';
import { createContext, useContext } from 'react';

export const DatasourceContext = createContext<DataSourceApi | null>(null);

/** The datasource that all reads of the page or panel go through. */
export function useDatasource(): DataSourceApi {
  const datasource = useContext(DatasourceContext);
  if (!datasource) {
    throw new Error('useDatasource is called outside of a DatasourceGate');
  }
  return datasource;
}
