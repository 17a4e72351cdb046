import type { RawTimeRange } from '@grafana/data';

/** A bound of a time range as the URL has it: relative as it is, fixed as ISO 8601. */
export function boundToUrl(bound: RawTimeRange['from']): string {
  return typeof bound === 'string' ? bound : bound.toISOString();
}
