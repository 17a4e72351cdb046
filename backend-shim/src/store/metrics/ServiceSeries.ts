import { otherSeries, type RollupKind } from '../../pipeline/rollups.ts';
import type { Series } from './Series.ts';

/**
 * The series of one service, bounded. Three quarters of them are told apart by all dimensions; what comes then, by the
 * coarse ones alone; and what goes beyond that as well is one series.
 */
export class ServiceSeries {
  readonly #name: string;
  readonly #maxFine: number;
  readonly #maxCoarse: number;
  readonly #isCoarse: boolean[];
  readonly #fine = new Map<string, Series>();
  readonly #coarse = new Map<string, Series>();
  #other: Series | null = null;

  constructor(name: string, { dimensions, coarse }: RollupKind, maxSeries: number) {
    this.#name = name;
    this.#maxFine = Math.max(1, Math.floor((maxSeries * 3) / 4));
    this.#maxCoarse = Math.max(1, maxSeries - this.#maxFine - 1);
    this.#isCoarse = dimensions.map((dimension) => coarse.includes(dimension));
  }

  /** The series that takes what has these dimensions; all but the service's name are taken from them. */
  find(told: string[], make: () => Omit<Series, 'dimensions'>): Series {
    const dimensions = told[0] === this.#name ? told : [this.#name, ...told.slice(1)];
    return (
      (this.#isFolded(dimensions) ? null : find(this.#fine, dimensions, this.#maxFine, make)) ??
      find(this.#coarse, this.#fold(dimensions), this.#maxCoarse, make) ??
      (this.#other ??= { dimensions: dimensions.map((_, at) => (at === 0 ? this.#name : otherSeries)), ...make() })
    );
  }

  all(): Series[] {
    return [...this.#fine.values(), ...this.#coarse.values(), ...(this.#other ? [this.#other] : [])];
  }

  /** Whether it was counted together already where it comes from. */
  #isFolded(dimensions: string[]): boolean {
    return dimensions.every((value, at) => this.#isCoarse[at] || value === otherSeries);
  }

  #fold(dimensions: string[]): string[] {
    return dimensions.map((value, at) => (this.#isCoarse[at] ? value : otherSeries));
  }
}

function find(
  known: Map<string, Series>,
  dimensions: string[],
  limit: number,
  make: () => Omit<Series, 'dimensions'>
): Series | null {
  const key = dimensions.join('\0');
  let series = known.get(key) ?? null;
  if (!series && known.size < limit) {
    series = { dimensions, ...make() };
    known.set(key, series);
  }
  return series;
}
