import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDatasource } from './DatasourceContext';
import type { InsightsError } from './InsightsError';
import { getResource } from './resources';

/** A document of the shim, such as `problems/<id>`; `generation` makes a refresh fetch it anew. */
export function useResource<T>(
  path: string,
  { enabled = true, generation = 0 }: { enabled?: boolean; generation?: number } = {}
): UseQueryResult<T, InsightsError> {
  const { uid } = useDatasource();
  return useQuery<T, InsightsError>({
    queryKey: ['resource', uid, path, generation],
    queryFn: () => getResource<T>(uid, path),
    placeholderData: (previous, query) => (query?.queryKey[2] === path ? keepPreviousData(previous) : undefined),
    enabled,
  });
}
