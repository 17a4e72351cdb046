import type { QueryInput } from '../../../contract/queries';
import { useFrames } from '../datasource/useFrames';
import { usePageState } from './PageState';

/** Frames by key for the page's time range; asked for again with every refresh. */
export function usePageFrames<Key extends string>(queries: Record<Key, QueryInput>, points?: number) {
  const { range, generation } = usePageState();
  return useFrames({ queries, range, points }, { generation });
}
