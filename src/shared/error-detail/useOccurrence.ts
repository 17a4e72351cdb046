import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { OccurrenceDocument } from '../../../contract/problems';
import { useDatasource } from '../datasource/DatasourceContext';
import type { InsightsError } from '../datasource/InsightsError';
import { getResource } from '../datasource/resources';
import { problemPath } from './useProblem';

/**
 * One occurrence: `first`, `last` or an id. The one before stays (`isPlaceholderData`) until it has come, and its
 * neighbours are read ahead, so that walking is instant.
 */
export function useOccurrence(
  problemId: string,
  which: string,
  generation: number
): UseQueryResult<OccurrenceDocument, InsightsError> {
  const { uid } = useDatasource();
  const client = useQueryClient();
  const queryOf = (id: string) => {
    const path = `${problemPath(problemId)}/occurrences/${encodeURIComponent(id)}`;
    return {
      queryKey: ['resource', uid, path, generation],
      queryFn: () => getResource<OccurrenceDocument>(uid, path),
    };
  };
  const result = useQuery<OccurrenceDocument, InsightsError>({
    ...queryOf(which),
    placeholderData: (previous) => keepPreviousData(previous),
  });
  const { data, isPlaceholderData } = result;
  useEffect(() => {
    if (data && !isPlaceholderData) {
      for (const id of [data.previous, data.next]) {
        if (id) {
          // What fails here fails again, and is told, when it is walked to.
          client.query(queryOf(id)).catch(() => undefined);
        }
      }
    }
    // The query is made of these alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, data, isPlaceholderData, uid, problemId, generation]);
  return result;
}
