const units: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** Milliseconds of `30d`, `12h`, `90m`, `2w`; null where it is no duration. */
export function parseDuration(text: string): number | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([mhdw])$/i.exec(text.trim()) ?? [];
  return number === undefined ? null : Math.round(Number(number) * units[unit.toLowerCase()]);
}
