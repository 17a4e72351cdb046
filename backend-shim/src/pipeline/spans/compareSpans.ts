import type { SpanTable } from './SpanTable.ts';

/** By start, then the longer one first, then by id: never 0 for two spans of a trace. */
export function compareSpans(table: SpanTable, a: number, b: number): number {
  return (
    table.start[a] - table.start[b] ||
    table.duration[b] - table.duration[a] ||
    table.idHigh[a] - table.idHigh[b] ||
    table.idLow[a] - table.idLow[b]
  );
}
