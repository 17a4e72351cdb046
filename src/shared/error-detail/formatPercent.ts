/** A share (0 to 1) in percent: what is not quite nothing, or not quite all, is not rounded to it. */
export function formatPercent(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) {
    return 'less than 1 %';
  }
  if (percent === 100 && share < 1) {
    return 'over 99 %';
  }
  return `${percent} %`;
}
