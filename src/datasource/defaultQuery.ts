import { CoreApp } from '@grafana/data';
import type { QueryInput } from '../../contract/queries';

/** What a new query asks: something that shows data at once, in the shape that the place can draw. */
export function defaultQuery(app: CoreApp): QueryInput {
  switch (app) {
    case CoreApp.Explore:
      return { queryType: 'requests' };
    case CoreApp.UnifiedAlerting:
    case CoreApp.CloudAlerting:
      return { queryType: 'figure', figure: 'errors', format: 'total', by: 'store' };
    default:
      return { queryType: 'figure', figure: 'errors', format: 'timeseries' };
  }
}
