import type { LogRecord } from '../../../pipeline/records.ts';
import { missingParent, type TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';

/** Whether an id outside of the trace looks like one of the numbers that would stand for its spans' ids. */
export function needsIds(
  { table, rows, parents }: TraceSpans,
  logs: LogRecord[],
  rowOf: (spanId: string) => number | undefined
): boolean {
  const isNumber = (high: number, low: number) => high === 0 && low <= rows.length;
  for (let row = 0; row < parents.length; row++) {
    if (parents[row] === missingParent && isNumber(table.parentHigh[rows[row]], table.parentLow[rows[row]])) {
      return true;
    }
  }
  return logs.some(
    ({ spanId }) => spanId.startsWith('00000000') && isNumber(0, parseInt(spanId, 16)) && rowOf(spanId) === undefined
  );
}
