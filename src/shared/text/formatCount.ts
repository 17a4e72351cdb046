import { formattedValueToString, getValueFormat } from '@grafana/data';

/** A count in full, with thousands separated. */
export function formatCount(count: number): string {
  return formattedValueToString(getValueFormat('locale')(count, 0));
}
