import { breakLoops } from './breakLoops.ts';
import { IdIndex } from './IdIndex.ts';
import { isFuller } from './isFuller.ts';
import { orderByStart } from './orderByStart.ts';
import { orderTies } from './orderTies.ts';
import type { SpanTable } from './SpanTable.ts';
import { missingParent, noParent, type RowRuns, type TraceSpans } from './TraceSpans.ts';

const index = new IdIndex();

/**
 * The tree of the trace whose spans are these rows of the table, repeated or not, in any order: each span once (of
 * repeats the one that tells most), and where parents go round in a circle, the first of it without one. The same spans
 * give the same tree in whatever order they came.
 *
 * For this and the functions that it calls, a span is a number from 0 on, in the order of arrival: `rowOf` tells its row,
 * `parentOf` its parent or why it has none.
 */
export function treeOf(traceId: string, table: SpanTable, runs: RowRuns): TraceSpans {
  const rowOf = uniqueRows(table, runs);
  const { parentOf, suspects } = findParents(table, rowOf);
  if (suspects.length > 0) {
    breakLoops(table, rowOf, parentOf, suspects);
  }
  const order = orderByStart(table, rowOf);
  orderTies(table, rowOf, parentOf, order);
  return { traceId, table, ...inOrder(rowOf, parentOf, order) };
}

/** Leaves in the index which span has which id. */
function uniqueRows(table: SpanTable, runs: RowRuns): Int32Array {
  let total = 0;
  for (let run = 0; run < runs.length; run += 2) {
    total += runs[run + 1] - runs[run];
  }
  const rowOf = new Int32Array(total);
  const { idHigh, idLow } = table;
  index.reset(total);
  let count = 0;
  for (let run = 0; run < runs.length; run += 2) {
    for (let row = runs[run]; row < runs[run + 1]; row++) {
      const span = index.add(idHigh[row], idLow[row], count);
      if (span === count) {
        rowOf[count++] = row;
      } else if (isFuller(table, row, rowOf[span])) {
        rowOf[span] = row;
      }
    }
  }
  return rowOf.subarray(0, count);
}

/** With suspects: spans that do not start after their parent. Every circle of parents has such a one. */
function findParents(table: SpanTable, rowOf: Int32Array): { parentOf: Int32Array; suspects: number[] } {
  const { parentHigh, parentLow, start } = table;
  const parentOf = new Int32Array(rowOf.length);
  const suspects: number[] = [];
  for (let span = 0; span < rowOf.length; span++) {
    const row = rowOf[span];
    const high = parentHigh[row];
    const low = parentLow[row];
    let parent = noParent;
    if (high !== 0 || low !== 0) {
      parent = index.get(high, low);
      if (parent < 0) {
        parent = missingParent;
      } else if (start[rowOf[parent]] >= start[row]) {
        suspects.push(span);
      }
    }
    parentOf[span] = parent;
  }
  return { parentOf, suspects };
}

function inOrder(rowOf: Int32Array, parentOf: Int32Array, order: Int32Array): Pick<TraceSpans, 'rows' | 'parents'> {
  const count = order.length;
  const placeOf = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    placeOf[order[at]] = at;
  }
  const rows = new Int32Array(count);
  const parents = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const parent = parentOf[order[at]];
    rows[at] = rowOf[order[at]];
    parents[at] = parent < 0 ? parent : placeOf[parent];
  }
  return { rows, parents };
}
