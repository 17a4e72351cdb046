import type { DataFrame } from '@grafana/data';
import type { ProblemRow } from '../../../contract/rows';
import { toRows } from '../datasource/toRows';

/** Rows of a `problems` query. */
export function toProblemRows(frames: DataFrame[] | undefined): ProblemRow[] {
  return toRows<ProblemRow>(frames?.[0]).map((row) => ({ ...row, trend: toCounts(row.trend) }));
}

/** JSON comes parsed or as text, as the field's type is. */
function toCounts(trend: unknown): number[] {
  if (typeof trend !== 'string') {
    return Array.isArray(trend) ? trend : [];
  }
  try {
    return toCounts(JSON.parse(trend));
  } catch {
    return [];
  }
}
