/** Prints rows of equal length with aligned columns; numbers to the right. */
export function printTable(title: string, rows: Array<Array<string | number>>): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  console.log(`\n${title}`);
  cells.forEach((row, index) => {
    const padded = row.map((cell, column) =>
      typeof rows[index][column] === 'number' ? cell.padStart(widths[column]) : cell.padEnd(widths[column])
    );
    console.log(`  ${padded.join('  ').trimEnd()}`);
  });
}

export function formatNumber(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** To three significant digits more than its size asks for, so that the JSON line stays readable. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
