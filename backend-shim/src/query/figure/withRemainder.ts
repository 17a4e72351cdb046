import type { Row } from './Row.ts';

/**
 * What the traces tell, by store, and of no store what the counters tell beyond that: the parts add up to the whole.
 */
export function withRemainder(traced: Row[], counted: Row[]): Row[] {
  const told = new Map<string, number>();
  for (const row of traced) {
    told.set(keyOf(row), (told.get(keyOf(row)) ?? 0) + row.value);
  }
  const remainder = counted.map((row) => {
    const known = Math.min(told.get(keyOf(row)) ?? 0, row.value);
    told.set(keyOf(row), (told.get(keyOf(row)) ?? 0) - known);
    return { ...row, storeId: null, value: row.value - known };
  });
  return [...traced, ...remainder.filter((row) => row.value > 0)];
}

/** Not by status: the counters tell every failed request as 500, whatever the shopper got. */
function keyOf({ service, currency, bucket }: Row): string {
  return JSON.stringify([service, currency, bucket]);
}
