const factors: Record<string, number> = {
  '': 1,
  B: 1,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
};

/** Bytes of `1048576`, `20MiB`, `1.5 GB`; null where it is no size. */
export function parseSize(text: string): number | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = number === undefined ? undefined : factors[unit.toUpperCase()];
  return factor === undefined ? null : Math.floor(Number(number) * factor);
}
