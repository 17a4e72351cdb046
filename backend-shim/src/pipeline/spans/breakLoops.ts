import { compareSpans } from './compareSpans.ts';
import type { SpanTable } from './SpanTable.ts';
import { missingParent } from './TraceSpans.ts';

/**
 * Takes its parent from the first span of every circle of parents, which a sender's fault can make.
 *
 * @param suspects - at least one span of each circle
 */
export function breakLoops(table: SpanTable, rowOf: Int32Array, parentOf: Int32Array, suspects: number[]): void {
  /** The walk (from 1 on) that came by. */
  const seen = new Int32Array(rowOf.length);
  suspects.forEach((suspect, at) => {
    const walk = at + 1;
    let span = suspect;
    while (span >= 0 && seen[span] === 0) {
      seen[span] = walk;
      span = parentOf[span];
    }
    if (span >= 0 && seen[span] === walk) {
      parentOf[firstOfLoop(table, rowOf, parentOf, span)] = missingParent;
    }
  });
}

function firstOfLoop(table: SpanTable, rowOf: Int32Array, parentOf: Int32Array, start: number): number {
  let first = start;
  for (let span = parentOf[start]; span !== start; span = parentOf[span]) {
    if (compareSpans(table, rowOf[span], rowOf[first]) < 0) {
      first = span;
    }
  }
  return first;
}
