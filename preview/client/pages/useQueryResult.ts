import {
  CoreApp,
  LoadingState,
  rangeUtil,
  type DataQuery,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { useEffect, useMemo, useState } from 'react';
import { catchError, from, of, type Observable } from 'rxjs';

interface QueryResult {
  data: PanelData;
  running: boolean;
  run(): void;
}

let requests = 0;

/** Runs one query whenever it, the time range or `run` asks for it. A query that the datasource filters out is not run. */
export function useQueryResult(datasource: DataSourceApi | undefined, query: DataQuery, range: TimeRange): QueryResult {
  const [generation, setGeneration] = useState(0);
  const key = JSON.stringify([query, range.from, range.to, generation]);
  const [answered, setAnswered] = useState<{ key: string; response: DataQueryResponse }>();

  useEffect(() => {
    const [asked] = JSON.parse(key);
    const subscription = run(datasource, asked, range).subscribe((response) => setAnswered({ key, response }));
    return () => subscription.unsubscribe();
  }, [datasource, key, range]);

  const response = answered?.key === key ? answered.response : undefined;
  const data = useMemo<PanelData>(() => {
    const error = response?.errors?.[0] ?? response?.error;
    const state = !response ? LoadingState.Loading : error ? LoadingState.Error : LoadingState.Done;
    return { state, series: response?.data ?? [], timeRange: range, errors: error && [error] };
  }, [response, range]);
  return { data, running: !response, run: () => setGeneration((value) => value + 1) };
}

function run(datasource: DataSourceApi | undefined, query: DataQuery, range: TimeRange): Observable<DataQueryResponse> {
  if (!datasource || datasource.filterQuery?.(query) === false) {
    return of({ data: [] });
  }
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, 500);
  const request = {
    requestId: `preview-${++requests}`,
    app: CoreApp.Explore,
    targets: [query],
    range,
    interval,
    intervalMs,
    maxDataPoints: 500,
    timezone: 'browser',
    scopedVars: {},
    startTime: Date.now(),
  };
  return from(datasource.query(request)).pipe(catchError((error) => of({ data: [], error })));
}
