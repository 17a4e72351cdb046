import { locationService } from '@grafana/runtime';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { problemStatuses } from '../../../contract/problemStatus';
import type { QueryOf } from '../../../contract/queries';

export type StatusFilter = QueryOf<'problems'>['status'];
export type ProblemSort = QueryOf<'problems'>['sort'];

export interface ErrorsFilter {
  status: StatusFilter;
  sort: ProblemSort;
  search: string;
}

export const statusFilters: StatusFilter[] = [...problemStatuses, 'all'];
const sorts: ProblemSort[] = ['lastSeen', 'firstSeen', 'occurrences', 'visitors'];

/** The query's own limit: a longer search would be refused. */
export const longestSearch = 500;

/** The list's filters, kept in the URL; what the URL does not say, or says wrongly, is the default. */
export function useErrorsFilter(): [ErrorsFilter, (change: Partial<ErrorsFilter>) => void] {
  const { search } = useLocation();
  const filter = useMemo(() => readFilter(search), [search]);
  const change = useCallback((changed: Partial<ErrorsFilter>) => {
    const { search: text, ...rest } = changed;
    // Each letter typed is no step to go back to.
    locationService.partial({ ...rest, ...(text === undefined ? {} : { q: text || null }) }, text !== undefined);
  }, []);
  return [filter, change];
}

export function readFilter(search: string): ErrorsFilter {
  const params = new URLSearchParams(search);
  return {
    status: statusFilters.find((status) => status === params.get('status')) ?? 'open',
    sort: sorts.find((sort) => sort === params.get('sort')) ?? 'lastSeen',
    search: (params.get('q') ?? '').slice(0, longestSearch),
  };
}
