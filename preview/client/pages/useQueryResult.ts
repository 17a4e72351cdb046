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
import { from } from 'rxjs';

interface QueryResult {
  data: PanelData;
  running: boolean;
  run(): void;
}

let requests = 0;

/** Runs one query whenever it, the time range or `run` asks for it. A query that the datasource filters out is not run. */
export function useQueryResult(datasource: DataSourceApi | undefined, query: DataQuery, range: TimeRange): QueryResult {
  const [response, setResponse] = useState<DataQueryResponse>();
  const [generation, setGeneration] = useState(0);
  const key = JSON.stringify(query);

  useEffect(() => {
    const asked: DataQuery = JSON.parse(key);
    if (!datasource || datasource.filterQuery?.(asked) === false) {
      setResponse({ data: [] });
      return;
    }
    setResponse(undefined);
    const { interval, intervalMs } = rangeUtil.calculateInterval(range, 500);
    const subscription = from(
      datasource.query({
        requestId: `preview-${++requests}`,
        app: CoreApp.Explore,
        targets: [asked],
        range,
        interval,
        intervalMs,
        maxDataPoints: 500,
        timezone: 'browser',
        scopedVars: {},
        startTime: Date.now(),
      })
    ).subscribe({ next: setResponse, error: (error) => setResponse({ data: [], error }) });
    return () => subscription.unsubscribe();
  }, [datasource, key, range, generation]);

  const data = useMemo<PanelData>(() => {
    const error = response?.errors?.[0] ?? response?.error;
    const state = !response ? LoadingState.Loading : error ? LoadingState.Error : LoadingState.Done;
    return { state, series: response?.data ?? [], timeRange: range, errors: error && [error] };
  }, [response, range]);
  return { data, running: !response, run: () => setGeneration((value) => value + 1) };
}
