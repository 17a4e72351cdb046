/** Rows of traces that are coded together: enough to make the beginning of a code cheap, few enough to read one trace fast. */
const rowsOfGroup = 2_048;

export interface Group {
  firstTrace: number;
  firstRow: number;
  rows: number;
}

/** Cuts a block's traces into groups: each ends with the trace that fills it. */
export function groupsOf(rowCounts: number[]): Group[] {
  const groups: Group[] = [];
  let [firstTrace, firstRow, rows] = [0, 0, 0];
  rowCounts.forEach((count, trace) => {
    rows += count;
    if (rows >= rowsOfGroup || (trace === rowCounts.length - 1 && rows > 0)) {
      groups.push({ firstTrace, firstRow, rows });
      [firstTrace, firstRow, rows] = [trace + 1, firstRow + rows, 0];
    }
  });
  return groups;
}
