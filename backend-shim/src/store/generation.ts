const dayMs = 86_400_000;
const firstDay = Date.UTC(2020, 0, 1);
/** Longer than any transaction runs and any clocks of replicas differ. */
const overlapMs = 5 * 60_000;

/** Days since 2020 (UTC): what has to be remembered for a day or two is dropped by it. */
export function generationOf(now: number): number {
  return Math.floor((now - firstDay) / dayMs);
}

export function isNearGenerationStart(now: number): boolean {
  return (now - firstDay) % dayMs < overlapMs;
}
