import { dateTime, type TimeRange } from '@grafana/data';

/** A range of fixed times in ms. */
export function absoluteRange(from: number, to: number): TimeRange {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: range };
}
