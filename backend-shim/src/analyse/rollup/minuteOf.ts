/** Minutes since 1970, of microseconds since then. */
export function minuteOf(time: number): number {
  return Math.floor(time / 60_000_000);
}
