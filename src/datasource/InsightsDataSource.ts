import type {
  AnnotationSupport,
  CoreApp,
  DataQueryRequest,
  DataQueryResponse,
  DataSourceInstanceSettings,
  MetricFindValue,
  ScopedVars,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { map, type Observable } from 'rxjs';
import type { StoreDocument } from '../../contract/documents';
import { storeName } from '../shared/stores/storeName';
import { addLinks } from './addLinks';
import { defaultQuery } from './defaultQuery';
import { interpolateQuery } from './interpolateQuery';
import type { InsightsOptions } from './InsightsOptions';
import type { InsightsQuery } from './InsightsQuery';

export class InsightsDataSource extends DataSourceWithBackend<InsightsQuery, InsightsOptions> {
  /** Marks on dashboards: Grafana reads the fields `time`, `title`, `text` and `tags` of what the query answers. */
  annotations: AnnotationSupport<InsightsQuery> = {
    getDefaultQuery: () => ({ queryType: 'annotations', of: 'versions' }),
  };

  constructor(settings: DataSourceInstanceSettings<InsightsOptions>) {
    super(settings);
  }

  getDefaultQuery(app: CoreApp): Partial<InsightsQuery> {
    return defaultQuery(app);
  }

  /** A query still being filled in is not sent: the receiver could only refuse it. */
  filterQuery(query: InsightsQuery): boolean {
    if (query.hide) {
      return false;
    }
    switch (query.queryType) {
      case undefined:
        return false;
      case 'trace':
        return Boolean(query.traceId);
      case 'occurrences':
      case 'distributions':
        return Boolean(query.problemId);
      default:
        return true;
    }
  }

  applyTemplateVariables(query: InsightsQuery, scopedVars: ScopedVars): InsightsQuery {
    return interpolateQuery(query, scopedVars, getTemplateSrv());
  }

  query(request: DataQueryRequest<InsightsQuery>): Observable<DataQueryResponse> {
    return super.query(request).pipe(map((response) => ({ ...response, data: addLinks(response.data, this) })));
  }

  /** Stores that have sent anything, by code. */
  getStores(): Promise<StoreDocument[]> {
    return this.getResource('stores');
  }

  /** A dashboard variable on this datasource lists the stores, whatever its query text. */
  async metricFindQuery(): Promise<MetricFindValue[]> {
    const stores = await this.getStores();
    return stores.map((store) => ({ text: storeName(store, stores), value: store.key }));
  }
}
