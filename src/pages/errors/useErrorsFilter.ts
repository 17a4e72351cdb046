import { locationService } from '@grafana/runtime';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { problemStatuses } from '../../../contract/problemStatus';
import type { QueryOf } from '../../../contract/queries';

export type StatusFilter = QueryOf<'problems'>['status'];
export type HandledFilter = QueryOf<'problems'>['handled'];
export type ProblemSort = QueryOf<'problems'>['sort'];
export type LogSort = QueryOf<'logPatterns'>['sort'];
export type ErrorsTab = HandledFilter | 'logs';

export interface ErrorsFilter {
  tab: ErrorsTab;
  status: StatusFilter;
  sort: ProblemSort;
  search: string;
  /** Log patterns have a search and an order of their own, so that neither is lost by a look at the other tab. */
  logSearch: string;
  logSort: LogSort;
}

export const statusFilters: StatusFilter[] = [...problemStatuses, 'all'];
export const problemSorts: ProblemSort[] = ['lastSeen', 'firstSeen', 'occurrences', 'visitors', 'trend'];
const tabs: ErrorsTab[] = ['all', 'unhandled', 'handled', 'logs'];
const logSorts: LogSort[] = ['records', 'lastSeen'];

/** The query's own limit: a longer search would be refused. */
export const longestSearch = 500;

const params: Record<keyof ErrorsFilter, string> = {
  tab: 'tab',
  status: 'status',
  sort: 'sort',
  search: 'q',
  logSearch: 'lq',
  logSort: 'lsort',
};

/** The list's filters, kept in the URL; what the URL does not say, or says wrongly, is the default. */
export function useErrorsFilter(): [ErrorsFilter, (change: Partial<ErrorsFilter>) => void] {
  const { search } = useLocation();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = useCallback((changed: Partial<ErrorsFilter>) => {
    const named = Object.entries(changed).map(([key, value]) => [params[key as keyof ErrorsFilter], value || null]);
    // Each letter typed is no step to go back to.
    const typed = Object.keys(changed).every((key) => key === 'search' || key === 'logSearch');
    locationService.partial(Object.fromEntries(named), typed);
  }, []);
  return [filter, change];
}

export function readFilter(search: string): ErrorsFilter {
  const url = new URLSearchParams(search);
  const oneOf = <T extends string>(key: keyof ErrorsFilter, values: T[], otherwise: T) =>
    values.find((value) => value === url.get(params[key])) ?? otherwise;
  const text = (key: keyof ErrorsFilter) => (url.get(params[key]) ?? '').slice(0, longestSearch);
  return {
    tab: oneOf('tab', tabs, 'all'),
    status: oneOf('status', statusFilters, 'open'),
    sort: oneOf('sort', problemSorts, 'lastSeen'),
    search: text('search'),
    logSearch: text('logSearch'),
    logSort: oneOf('logSort', logSorts, 'records'),
  };
}
