/** Sums of fractions drift, but for being put back on whole millionths each time: then their order does not matter. */
export function addValue(sum: number, value: number): number {
  const next = sum + value;
  return Number.isInteger(next) ? next : Math.round(next * 1e6) / 1e6;
}
