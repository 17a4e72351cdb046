import type { TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { createContext, useContext } from 'react';

export interface PageState {
  range: TimeRange;
  timeZone: TimeZone;
  /** As queries take it; empty for all stores. */
  store: string;
  /** An interval such as `30s`, empty for none. */
  refresh: string;
  /** Counts refreshes: data fetched under another generation is old. */
  generation: number;
  setRange(range: TimeRange): void;
  setTimeZone(timeZone: TimeZone): void;
  setStore(store: string): void;
  setRefresh(interval: string): void;
  refreshNow(): void;
}

export const PageStateContext = createContext<PageState | null>(null);

export function usePageState(): PageState {
  const state = useContext(PageStateContext);
  if (!state) {
    throw new Error('usePageState is called outside of a PageStateProvider');
  }
  return state;
}
