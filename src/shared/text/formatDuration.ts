import { formattedValueToString, getValueFormat } from '@grafana/data';

/** A duration in ms as Grafana writes it, with three digits or so: `0.42 ms`, `12.3 ms`, `843 ms`, `1.20 s`. */
export function formatDuration(ms: number): string {
  const magnitude = Math.abs(ms);
  const decimals = magnitude === 0 ? 0 : magnitude < 1 ? 2 : magnitude < 100 ? 1 : magnitude < 1_000 ? 0 : 2;
  return formattedValueToString(getValueFormat('ms')(ms, decimals));
}
