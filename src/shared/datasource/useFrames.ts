import type { DataFrame } from '@grafana/data';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDatasource } from './DatasourceContext';
import type { InsightsError } from './InsightsError';
import { runQueries, type QueriesRequest } from './runQueries';

/**
 * Frames of one or more queries by key, fetched in one request; the data of the request before is kept
 * (`isPlaceholderData`) until the new has come.
 */
export function useFrames<Key extends string>(
  request: QueriesRequest<Key>,
  { enabled = true, generation = 0 }: { enabled?: boolean; generation?: number } = {}
): UseQueryResult<Record<Key, DataFrame[]>, InsightsError> {
  const datasource = useDatasource();
  const { queries, range, points } = request;
  return useQuery<Record<Key, DataFrame[]>, InsightsError>({
    queryKey: ['frames', datasource.uid, queries, range.from.valueOf(), range.to.valueOf(), points, generation],
    queryFn: () => runQueries(datasource, request),
    placeholderData: keepPreviousData,
    enabled,
  });
}
