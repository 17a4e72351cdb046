import type { DataFrame } from '@grafana/data';
import type { ProblemStatus } from '../../../contract/problemStatus';
import { toRows } from '../datasource/toRows';

/** A row of a `problems` query. */
export interface ProblemRow {
  id: string;
  title: string;
  type: string;
  file: string;
  line: number;
  route: string | null;
  status: ProblemStatus;
  handled: boolean;
  occurrences: number;
  /** Null where no occurrence tells its visitor. */
  visitors: number | null;
  /** Occurrences in equal parts of the time range. */
  trend: number[];
  firstSeen: number;
  lastSeen: number;
}

const names = [
  'id',
  'title',
  'type',
  'file',
  'line',
  'route',
  'status',
  'handled',
  'occurrences',
  'visitors',
  'trend',
  'firstSeen',
  'lastSeen',
] as const;

export function toProblemRows(frames: DataFrame[] | undefined): ProblemRow[] {
  return toRows<ProblemRow>(frames?.[0], names).map((row) => ({ ...row, trend: toCounts(row.trend) }));
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
