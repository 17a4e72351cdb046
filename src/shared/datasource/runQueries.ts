import { CoreApp, type DataFrame, type DataQueryRequest, type DataSourceApi, type TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { from, lastValueFrom } from 'rxjs';
import type { QueryInput } from '../../../contract/queries';
import { toInsightsError } from './toInsightsError';

export interface QueriesRequest<Key extends string> {
  queries: Record<Key, QueryInput>;
  range: TimeRange;
  /** How many points a series should have at most; sets the length of its buckets. */
  points?: number;
}

let requests = 0;

/**
 * Sends the queries in one request through the datasource; answers the frames of each under its key.
 *
 * @throws InsightsError when any of them failed.
 */
export async function runQueries<Key extends string>(
  datasource: DataSourceApi,
  { queries, range, points = 100 }: QueriesRequest<Key>
): Promise<Record<Key, DataFrame[]>> {
  const keys = Object.keys(queries) as Key[];
  const intervalMs = Math.max(1_000, Math.ceil((range.to.valueOf() - range.from.valueOf()) / points));
  const request: DataQueryRequest<DataQuery> = {
    requestId: `maho-insights-${++requests}`,
    app: CoreApp.Unknown,
    targets: keys.map((refId) => ({ refId, ...queries[refId] })),
    range,
    interval: `${intervalMs}ms`,
    intervalMs,
    maxDataPoints: points,
    timezone: 'browser',
    scopedVars: {},
    startTime: Date.now(),
  };
  const response = await lastValueFrom(from(datasource.query(request))).catch((error) => {
    throw toInsightsError(error);
  });
  const [error] = response.errors ?? [];
  if (error) {
    throw toInsightsError(error);
  }
  const frames: DataFrame[] = response.data;
  return Object.fromEntries(keys.map((key) => [key, frames.filter((frame) => frame.refId === key)])) as Record<
    Key,
    DataFrame[]
  >;
}
