/** The nearest whole number of millionths: sums of these come out the same in any order. Nonsense is 0. */
export function millionths(value: number): number {
  const rounded = Math.round(value * 1e6) / 1e6;
  return Number.isFinite(rounded) ? rounded : 0;
}
