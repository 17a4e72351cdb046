import type { SpanTable } from './SpanTable.ts';

/**
 * Whether of two rows with the same ids this one tells more than the known one. Repeats are equal but for a sender's
 * fault; then the choice must not depend on which came first.
 */
export function isFuller(table: SpanTable, row: number, known: number): boolean {
  return (
    (table.duration[row] - table.duration[known] ||
      eventCount(table, row) - eventCount(table, known) ||
      table.start[known] - table.start[row] ||
      table.parentHigh[row] - table.parentHigh[known] ||
      table.parentLow[row] - table.parentLow[known] ||
      table.template[known] - table.template[row] ||
      compareTexts(JSON.stringify(table.extra[row]), JSON.stringify(table.extra[known]))) > 0
  );
}

function eventCount({ extra }: SpanTable, row: number): number {
  return extra[row]?.events.length ?? 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
