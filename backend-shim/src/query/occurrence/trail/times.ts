import type { TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';

/** Microseconds since 1970, of the span at a place in `rows`. */
export function startOf({ rows, table }: TraceSpans, at: number): number {
  return table.start[rows[at]];
}

export function endOf({ rows, table }: TraceSpans, at: number): number {
  return table.start[rows[at]] + table.duration[rows[at]];
}
