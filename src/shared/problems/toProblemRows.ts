import type { DataFrame } from '@grafana/data';
import type { ProblemRow } from '../../../contract/rows';
import { toCounts } from '../chart/toCounts';
import { toRows } from '../datasource/toRows';

/** Rows of a `problems` query. */
export function toProblemRows(frames: DataFrame[] | undefined): ProblemRow[] {
  return toRows<ProblemRow>(frames?.[0]).map((row) => ({ ...row, trend: toCounts(row.trend) }));
}
