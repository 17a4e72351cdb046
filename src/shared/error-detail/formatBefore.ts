import { formatDuration } from '../text/formatDuration';

/** How long before the failure something was: `12.3 ms`; what is not before it was at the same time. */
export function formatBefore(ms: number): string {
  return ms > 0 ? formatDuration(ms) : formatDuration(0);
}
