import { compareSpans } from './compareSpans.ts';
import type { SpanTable } from './SpanTable.ts';

/** Brings spans that start in the same microsecond into order: parents before their children, then the longer ones. */
export function orderTies(table: SpanTable, rowOf: Int32Array, parentOf: Int32Array, order: Int32Array): void {
  const { start } = table;
  let from = 0;
  let started = start[rowOf[order[0]]];
  for (let at = 1; at <= order.length; at++) {
    const next = at < order.length ? start[rowOf[order[at]]] : NaN;
    if (next !== started) {
      if (at - from > 1) {
        orderTie(table, rowOf, parentOf, order.subarray(from, at));
      }
      from = at;
      started = next;
    }
  }
}

function orderTie(table: SpanTable, rowOf: Int32Array, parentOf: Int32Array, tie: Int32Array): void {
  const depths = depthsIn(table, rowOf, parentOf, tie);
  const depthOf = (span: number) => depths.get(span) ?? 0;
  tie.sort((a, b) => depthOf(a) - depthOf(b) || compareSpans(table, rowOf[a], rowOf[b]));
}

/** How many spans of the tie stand above each of them, where any do; walked once, as a tie can be a long chain. */
function depthsIn({ start }: SpanTable, rowOf: Int32Array, parentOf: Int32Array, tie: Int32Array): Map<number, number> {
  const depths = new Map<number, number>();
  const started = start[rowOf[tie[0]]];
  for (const span of tie) {
    const path: number[] = [];
    let above = span;
    while (above >= 0 && start[rowOf[above]] === started && !depths.has(above)) {
      path.push(above);
      above = parentOf[above];
    }
    let depth = depths.get(above) ?? -1;
    while (path.length > 0) {
      depth += 1;
      depths.set(path.pop() as number, depth);
    }
  }
  return depths;
}
