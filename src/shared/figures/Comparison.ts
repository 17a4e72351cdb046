import type { DataFrame } from '@grafana/data';
import type { Coverage } from '../../../contract/coverage';
import type { ComparisonRow } from '../../../contract/rows';
import { toRows } from '../datasource/toRows';
import { coverageOf } from './coverageOf';

/** A figure beside what it was in the same length of time before; null where it is not known. */
export interface Comparison extends ComparisonRow {
  coverage: Coverage | null;
}

/** Reads the one row of a figure query with format `comparison`; a figure without rows is not known. */
export function toComparison(frames: DataFrame[]): Comparison {
  const frame = frames[0];
  const [row] = toRows<ComparisonRow>(frame);
  return { ...(row ?? { value: null, previous: null, change: null }), coverage: coverageOf(frame) };
}
