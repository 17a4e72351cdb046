import { toProblemRows } from '../../shared/problems/toProblemRows';
import { usePageState } from '../../shared/page/PageState';
import { usePageFrames } from '../../shared/page/usePageFrames';

/** More open problems than this are not counted, only called more. */
const limit = 200;

/** Open problems seen in the page's range, the latest first. */
export function useOpenProblems() {
  const { store } = usePageState();
  const { data, error, refetch } = usePageFrames({
    problems: { queryType: 'problems', status: 'open', sort: 'lastSeen', store, limit },
  });
  const rows = data && toProblemRows(data.problems);
  return { rows, more: rows?.length === limit, error, retry: () => void refetch() };
}
