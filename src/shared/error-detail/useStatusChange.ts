import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StatusChange } from '../../../contract/documents';
import { useDatasource } from '../datasource/DatasourceContext';
import type { InsightsError } from '../datasource/InsightsError';
import { putResource } from '../datasource/resources';
import { problemPath } from './useProblem';

/** Changes a problem's status, then has everything that shows it read again. */
export function useStatusChange(problemId: string) {
  const { uid } = useDatasource();
  const client = useQueryClient();
  const reload = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['resource', uid, problemPath(problemId)] }),
      client.invalidateQueries({ queryKey: ['frames', uid] }),
    ]);
  const mutation = useMutation<unknown, InsightsError, StatusChange>({
    mutationFn: (change) => putResource(uid, `${problemPath(problemId)}/status`, change),
    onSuccess: reload,
  });
  return {
    change: mutation.mutate,
    /** The status asked for, until it is stored and read again. */
    pending: mutation.isPending ? mutation.variables.status : null,
    error: mutation.error,
    /** Forgets the error and shows what the status is now. */
    reload: async () => {
      await reload();
      mutation.reset();
    },
  };
}
