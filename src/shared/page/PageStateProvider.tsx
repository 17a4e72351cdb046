import { getTimeZone, type RawTimeRange, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import React, { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { LinkParamsContext } from '../navigation/LinkParams';
import { TimeZoneContext } from '../text/TimeZoneContext';
import { boundToUrl } from './boundToUrl';
import { PageStateContext, type PageState } from './PageState';
import { parseTimeRange } from './parseTimeRange';
import { useAutoRefresh } from './useAutoRefresh';

/** A page that is opened again after this long asks for newer data. */
const staleAfterMs = 30_000;

/** Keeps time range, refresh and store in the URL, and resolves "now" once a refresh for all of a page's queries. */
export function PageStateProvider({ children }: { children: ReactNode }) {
  const { search, pathname } = useLocation();
  const [timeZone, setTimeZone] = useState(getTimeZone());
  const [generation, setGeneration] = useState(0);
  const refreshNow = useCallback(() => setGeneration((count) => count + 1), []);
  const url = useMemo(() => readUrl(search), [search]);
  const { from, to, store, refresh } = url;

  // The generation is a dependency because "now" moves with it.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const range = useMemo(() => parseTimeRange(from, to, timeZone), [from, to, timeZone, generation]);
  const links = useMemo(
    () => ({ from: from ?? undefined, to: to ?? undefined, store, refresh }),
    [from, to, store, refresh]
  );
  useAutoRefresh(refresh, refreshNow);
  useRefreshOnReturn(pathname, generation, refreshNow);

  const state = useMemo<PageState>(
    () => ({
      range,
      timeZone,
      store,
      refresh,
      generation,
      setRange: (chosen: TimeRange) => locationService.partial(writeRange(chosen.raw)),
      setTimeZone,
      setStore,
      setRefresh: (interval: string) => locationService.partial({ refresh: interval || null }, true),
      refreshNow,
    }),
    [range, timeZone, store, refresh, generation, refreshNow]
  );
  return (
    <PageStateContext.Provider value={state}>
      <LinkParamsContext.Provider value={links}>
        <TimeZoneContext.Provider value={timeZone}>{children}</TimeZoneContext.Provider>
      </LinkParamsContext.Provider>
    </PageStateContext.Provider>
  );
}

function readUrl(search: string) {
  const params = new URLSearchParams(search);
  return {
    from: params.get('from'),
    to: params.get('to'),
    store: params.get('store') ?? '',
    refresh: params.get('refresh') ?? '',
  };
}

/** A list of choices may tell its choice more than once: each would be a step in the browser's history. */
function setStore(chosen: string) {
  if (chosen !== (locationService.getSearch().get('store') ?? '')) {
    locationService.partial({ store: chosen || null });
  }
}

function writeRange({ from, to }: RawTimeRange) {
  return { from: boundToUrl(from), to: boundToUrl(to) };
}

function useRefreshOnReturn(pathname: string, generation: number, refreshNow: () => void) {
  const resolvedAt = useRef(0);
  const shown = useRef(pathname);
  useEffect(() => {
    resolvedAt.current = Date.now();
  }, [generation]);
  useEffect(() => {
    if (shown.current !== pathname) {
      shown.current = pathname;
      if (Date.now() - resolvedAt.current > staleAfterMs) {
        refreshNow();
      }
    }
  }, [pathname, refreshNow]);
}
