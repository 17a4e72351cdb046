import { dateMath, dateTime, getTimeZone, type RawTimeRange, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';

/** The time range that the URL tells (`from`, `to`: ms or `now-1h`), the last hour when it tells none. */
export function useUrlTimeRange(): [TimeRange, (range: TimeRange) => void] {
  const { search } = useLocation();
  const range = useMemo(() => {
    const params = new URLSearchParams(search);
    return toTimeRange({ from: params.get('from') ?? 'now-1h', to: params.get('to') ?? 'now' });
  }, [search]);
  return [range, (chosen) => locationService.partial({ from: toParam(chosen.raw.from), to: toParam(chosen.raw.to) })];
}

function toTimeRange(raw: { from: string; to: string }): TimeRange {
  const parse = (text: string, roundUp: boolean) =>
    /^\d+$/.test(text)
      ? dateTime(Number(text))
      : (dateMath.toDateTime(text, { roundUp, timezone: getTimeZone() }) ?? dateTime());
  return { from: parse(raw.from, false), to: parse(raw.to, true), raw };
}

function toParam(value: RawTimeRange['from']): string {
  return typeof value === 'string' ? value : String(value.valueOf());
}
