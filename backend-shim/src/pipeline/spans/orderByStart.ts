import { compareSpans } from './compareSpans.ts';
import type { SpanTable } from './SpanTable.ts';

let keys = new Float64Array(1024);

/** The spans (0 to the number of rows) by their start; those that start at the same time in any order. */
export function orderByStart(table: SpanTable, rowOf: Int32Array): Int32Array {
  const count = rowOf.length;
  const { start } = table;
  let first = Infinity;
  let last = -Infinity;
  for (let span = 0; span < count; span++) {
    const started = start[rowOf[span]];
    first = started < first ? started : first;
    last = started > last ? started : last;
  }
  let unit = 1;
  while (unit < count) {
    unit *= 2;
  }
  const order = new Int32Array(count);
  if ((last - first + 1) * unit > Number.MAX_SAFE_INTEGER) {
    // Clocks centuries apart.
    return order.map((_, span) => span).sort((a, b) => compareSpans(table, rowOf[a], rowOf[b]));
  }
  if (count > keys.length) {
    keys = new Float64Array(unit);
  }
  // Time and span in one number: sorting numbers takes a tenth of the time of sorting by a function.
  for (let span = 0; span < count; span++) {
    keys[span] = (start[rowOf[span]] - first) * unit + span;
  }
  keys.subarray(0, count).sort();
  for (let at = 0; at < count; at++) {
    order[at] = keys[at] - Math.floor(keys[at] / unit) * unit;
  }
  return order;
}
