/** How often each value occurred, of those of which it is known. */
export type Counts = ReadonlyMap<string, number>;

/** By dimension. */
export type Dimensions = ReadonlyMap<string, Counts>;

/** What tells its dimensions, and how often it occurred; null and empty where a dimension is not known. */
export interface Counted {
  count: number;
  values: Record<string, string | number | null>;
}

export function countDimensions(all: Counted[]): Dimensions {
  const dimensions = new Map<string, Map<string, number>>();
  for (const { count, values } of all) {
    for (const [dimension, value] of Object.entries(values)) {
      if (value !== null && value !== '' && count > 0) {
        const counts = dimensions.get(dimension) ?? new Map<string, number>();
        dimensions.set(dimension, counts);
        counts.set(String(value), (counts.get(String(value)) ?? 0) + count);
      }
    }
  }
  return dimensions;
}

/** Null where nothing is known of any value. */
export function shareOf(counts: Counts, value: string): number | null {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return all === 0 ? null : (counts.get(value) ?? 0) / all;
}
