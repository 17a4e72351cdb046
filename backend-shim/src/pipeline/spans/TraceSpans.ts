import type { SpanTable } from './SpanTable.ts';

/** Runs of rows of one trace in a {@link SpanTable}: from, to (not included), from, to, ... */
export type RowRuns = number[];

/** In {@link TraceSpans.parents}: the span has no parent, or one that has not come. */
export const noParent = -1;
export const missingParent = -2;

/** One trace's spans as a tree, each span once; made by `treeOf` or read from a block. */
export interface TraceSpans {
  /** 32 hexadecimal digits. */
  traceId: string;
  table: SpanTable;
  /** Rows by start; of equal starts parents before their children, then the longer one first. */
  rows: Int32Array;
  /** For each of `rows` the position in `rows` of its parent (which may be later where clocks differ), or one of the constants above. */
  parents: Int32Array;
}
