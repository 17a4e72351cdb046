import type { TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';
import { hexId } from '../bytes/hexId.ts';

/** For that many records, a map of all rows costs more than it saves. */
const fewRecords = 4;

/** Finds the row of the span with an id. */
export function rowFinder(spans: TraceSpans | null, uses: number): (spanId: string) => number | undefined {
  if (!spans || spans.rows.length === 0) {
    return () => undefined;
  }
  const { table, rows } = spans;
  if (uses <= fewRecords) {
    return (spanId) => {
      const high = parseInt(spanId.slice(0, 8), 16);
      const low = parseInt(spanId.slice(8), 16);
      const row =
        spanId.length === 16 ? rows.findIndex((at) => table.idLow[at] === low && table.idHigh[at] === high) : -1;
      return row === -1 ? undefined : row;
    };
  }
  const places = new Map(Array.from(rows, (at, row) => [hexId(table.idHigh[at], table.idLow[at]), row]));
  return (spanId) => places.get(spanId);
}
