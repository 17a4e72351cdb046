import { rangeUtil } from '@grafana/data';
import { useEffect } from 'react';

/** Shorter intervals than this would only load the service. */
const shortestMs = 5_000;

/** Calls `refreshNow` every `interval` (`30s`, `1m`) while the page can be seen; never for an empty or unreadable one. */
export function useAutoRefresh(interval: string, refreshNow: () => void) {
  useEffect(() => {
    const ms = toMs(interval);
    if (!ms) {
      return;
    }
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible') {
          refreshNow();
        }
      },
      Math.max(ms, shortestMs)
    );
    return () => clearInterval(timer);
  }, [interval, refreshNow]);
}

function toMs(interval: string): number {
  return /^\d+(ms|s|m|h|d)$/.test(interval) ? rangeUtil.intervalToMs(interval) : 0;
}
