import { otherSeries, rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import type { RollupSeries, WantedRollups } from '../../store/metrics/readRollups.ts';

/** Reads roll-ups, however coarse or fine they are kept. */
export type RollupReader = (wanted: WantedRollups) => Promise<RollupSeries[]>;

type Kinds = typeof rollupKinds;
type Places<Names extends readonly string[]> = Record<Names[number], number>;

/** Where a kind's dimensions and values stand in a series. */
export function placesOf<K extends RollupName>(
  kind: K
): { dimensions: Places<Kinds[K]['dimensions']>; values: Places<Kinds[K]['values']> } {
  const { dimensions, values } = rollupKinds[kind];
  const places = (names: readonly string[]) => Object.fromEntries(names.map((name, at) => [name, at]));
  return { dimensions: places(dimensions) as never, values: places(values) as never };
}

/** Null where the dimension does not tell. */
export function storeIdOf(dimension: string): number | null {
  return /^-?\d+$/.test(dimension) ? Number(dimension) : null;
}

/**
 * Whether the series holds what went beyond the limit of series, and is not told apart even by the dimensions that
 * figures ask for.
 */
export function isFolded(kind: RollupName, dimensions: string[]): boolean {
  return rollupKinds[kind].coarse.some(
    (name) => dimensions[rollupKinds[kind].dimensions.indexOf(name as never)] === otherSeries
  );
}
