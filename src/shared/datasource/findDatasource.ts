import { getDataSourceSrv } from '@grafana/runtime';
import { datasourceType } from './datasourceType';

/** The uid of the organisation's Insights datasource (its default one, else the first by name); undefined for none. */
export function findDatasource(): string | undefined {
  const found = [...getDataSourceSrv().getList({ type: datasourceType })];
  found.sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));
  return found[0]?.uid;
}
