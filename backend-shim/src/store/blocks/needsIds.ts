import type { LogRecord } from '../../pipeline/records.ts';
import { missingParent, type TraceSpans } from '../../pipeline/spans/TraceSpans.ts';

/** Whether an id outside of the trace looks like one of the numbers that would stand for its spans' ids. */
export function needsIds(
  { table, rows, parents }: TraceSpans,
  logs: LogRecord[],
  rowOf: (spanId: string) => number | undefined
): boolean {
  const isNumber = (high: number, low: number) => high === 0 && low <= rows.length;
  return (
    parents.some(
      (parent, row) => parent === missingParent && isNumber(table.parentHigh[rows[row]], table.parentLow[rows[row]])
    ) ||
    logs.some(
      ({ spanId }) => spanId.startsWith('00000000') && isNumber(0, parseInt(spanId, 16)) && rowOf(spanId) === undefined
    )
  );
}
