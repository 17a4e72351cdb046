import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import type { QueryOf } from '../../../contract/queries';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import type { InsightsError } from '../../shared/datasource/InsightsError';
import { runQueries } from '../../shared/datasource/runQueries';
import { usePageState } from '../../shared/page/PageState';
import { toProblemsPage, type ProblemsPage } from './ProblemsPage';

export type ProblemsAsked = Pick<QueryOf<'problems'>, 'status' | 'handled' | 'search' | 'sort' | 'store'>;

type Pages = InfiniteData<ProblemsPage, PageParam>;

interface PageParam {
  cursor: string;
  limit: number;
}

const pageSize = 100;
const mostAtOnce = 1_000;

/**
 * Problems by pages. After a refresh there are as many as before it; after one that failed, those of before it are
 * kept beside its error.
 */
export function useProblemPages(asked: ProblemsAsked, enabled: boolean) {
  const datasource = useDatasource();
  const { range, generation } = usePageState();
  const key = JSON.stringify({ asked, range: range.raw });
  const [good, setGood] = useState<{ key: string; data: Pages } | null>(null);
  const result = useInfiniteQuery<ProblemsPage, InsightsError, Pages, unknown[], PageParam>({
    queryKey: ['frames', datasource.uid, 'problemPages', key, range.from.valueOf(), range.to.valueOf(), generation],
    initialPageParam: { cursor: '', limit: good?.key === key ? atLeastAPage(good.data) : pageSize },
    queryFn: async ({ pageParam }) => {
      const query = { queryType: 'problems' as const, ...asked, ...pageParam };
      const { problems } = await runQueries(datasource, { queries: { problems: query }, range });
      return toProblemsPage(problems, asked.status);
    },
    getNextPageParam: ({ nextCursor }) => (nextCursor === null ? undefined : { cursor: nextCursor, limit: pageSize }),
    placeholderData: keepPreviousData,
    enabled,
  });
  const { data, isPlaceholderData } = result;
  if (data && !isPlaceholderData && data !== good?.data) {
    setGood({ key, data });
  }
  // A search that cannot be asked for leaves what the one before found.
  const kept = good && (good.key === key || !enabled) ? good.data : undefined;
  const { pages } = data ?? kept ?? {};
  return {
    pages,
    error: result.error,
    retry: () => void result.refetch(),
    hasMore: Boolean(data) && result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
  };
}

function atLeastAPage({ pages }: Pages): number {
  const shown = pages.reduce((sum, { rows }) => sum + rows.length, 0);
  return Math.min(Math.max(Math.ceil(shown / pageSize) * pageSize, pageSize), mostAtOnce);
}
