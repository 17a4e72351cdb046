const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Milliseconds of `90s`, `30m`, `1h` or `2d`.
 * @throws Error for anything else
 */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text.trim()) ?? [];
  if (number === undefined) {
    throw new Error(`A duration is a number with s, m, h or d, such as 90s or 1h, not "${text}".`);
  }
  return Number(number) * units[unit as keyof typeof units];
}
