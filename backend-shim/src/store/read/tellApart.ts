import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';

/**
 * Numbers that stand for span ids begin at 1 in each part of a trace that compaction made: the part's own number goes
 * before them, in its rows `from` to `to` (not included), so that ids are told apart across parts.
 */
export function tellApart(table: SpanTable, from: number, to: number, part: number): void {
  for (let row = from; row < to; row++) {
    if (table.idHigh[row] === 0) {
      table.idHigh[row] = part;
    }
    if (table.parentHigh[row] === 0 && table.parentLow[row] !== 0) {
      table.parentHigh[row] = part;
    }
  }
}
