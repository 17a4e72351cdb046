import type { PartitionUnit } from './partitionedTables.ts';

const dayMs = 86_400_000;

/** When the day or month (UTC) that holds a time begins; all in ms since 1970. */
export function startOfPeriod(unit: PartitionUnit, time: number): number {
  if (unit === 'day') {
    return Math.floor(time / dayMs) * dayMs;
  }
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** When the one after it begins. */
export function endOfPeriod(unit: PartitionUnit, time: number): number {
  const start = startOfPeriod(unit, time);
  return startOfPeriod(unit, start + (unit === 'day' ? dayMs : 32 * dayMs));
}

/** `p20261123` of a day, `p202611` of a month. */
export function partitionName(unit: PartitionUnit, time: number): string {
  const digits = new Date(time).toISOString().slice(0, 10).replaceAll('-', '');
  return `p${unit === 'day' ? digits : digits.slice(0, 6)}`;
}

/** When the period of a partition with this name begins; null for `p_max`. */
export function partitionStart(name: string): number | null {
  const [, year, month, day] = /^p(\d{4})(\d\d)(\d\d)?$/.exec(name) ?? [];
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1));
}
