import { dateMath, dateTime, rangeUtil, type DateTime, type TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';

export const defaultRange = { from: 'now-24h', to: 'now' };

/**
 * The URL's `from` and `to` as a range: relative (`now-1h`), epoch milliseconds or ISO 8601.
 * What cannot be read, or ends before it begins, is the default range.
 */
export function parseTimeRange(from: string | null, to: string | null, timeZone: TimeZone): TimeRange {
  const rawFrom = parseBound(from ?? defaultRange.from);
  const rawTo = parseBound(to ?? defaultRange.to);
  if (rawFrom !== null && rawTo !== null) {
    const range = rangeUtil.convertRawToRange({ from: rawFrom, to: rawTo }, timeZone);
    if (range.from.isValid() && range.to.isValid() && range.from.valueOf() < range.to.valueOf()) {
      return range;
    }
  }
  return rangeUtil.convertRawToRange(defaultRange, timeZone);
}

function parseBound(text: string): string | DateTime | null {
  if (text.startsWith('now')) {
    return dateMath.isValid(text) ? text : null;
  }
  const time = dateTime(/^\d+$/.test(text) ? Number(text) : text);
  return time.isValid() ? time : null;
}
