import type { DataFrame } from '@grafana/data';
import type { Coverage } from '../../../contract/coverage';
import { toRows } from '../datasource/toRows';
import { coverageOf } from './coverageOf';

/** A figure beside what it was in the same length of time before; null where it is not known. */
export interface Comparison {
  value: number | null;
  previous: number | null;
  /** (value - previous) / previous; null when previous is 0 or not known. */
  change: number | null;
  coverage: Coverage | null;
}

/** Reads the one row of a figure query with format `comparison`; a figure without rows is not known. */
export function toComparison(frames: DataFrame[]): Comparison {
  const frame = frames[0];
  const [row] = toRows<Omit<Comparison, 'coverage'>>(frame, ['value', 'previous', 'change']);
  return { ...(row ?? { value: null, previous: null, change: null }), coverage: coverageOf(frame) };
}
