import type { Comparison } from '../../shared/figures/Comparison';

/** Where no request was told before, "none before" would only mean that the shop was not connected yet. */
export function withoutTimeBefore(figure: Comparison, requests: Comparison | undefined): Comparison {
  return requests && !requests.previous ? { ...figure, previous: null, change: null } : figure;
}
