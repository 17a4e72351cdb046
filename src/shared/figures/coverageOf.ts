import type { DataFrame } from '@grafana/data';
import type { Coverage } from '../../../contract/coverage';

/** What the frame's figure was counted from; null when the frame does not tell. */
export function coverageOf(frame: DataFrame | undefined): Coverage | null {
  const custom: Partial<Coverage> | undefined = frame?.meta?.custom;
  return custom && typeof custom.from === 'number' && custom.of !== undefined ? (custom as Coverage) : null;
}

/** A figure that stands on some of the requests only. */
export function isSample(coverage: Coverage | null): coverage is Coverage {
  return coverage !== null && coverage.of !== null && coverage.from < coverage.of;
}
