import { otherSeries, rollupKinds, type Contribution, type RollupName } from '../../pipeline/rollups.ts';
import { encodeSeries } from './encodeSeries.ts';
import { SeriesSet } from './SeriesSet.ts';
import { seriesVersion } from './seriesFormat.ts';

/** What a flush adds to a kind and minute: a row. */
export interface MetricsPart {
  /** ms since 1970. */
  bucketStart: number;
  kind: RollupName;
  version: number;
  seriesCount: number;
  body: Buffer;
}

/** Parts live for a minute. */
const fast = 1;

/** Sums up contributions until they are taken; bounded, whatever comes. */
export class RollupBuffer {
  readonly #maxSeries: number;
  /** By kind and minute. */
  readonly #sets = new Map<RollupName, Map<number, SeriesSet>>();

  /** @param maxSeries - of each kind, minute and service; what goes beyond is counted together */
  constructor(maxSeries: number) {
    this.#maxSeries = maxSeries;
  }

  /** @param sign - -1 takes back what was added before, here or in a part that was taken */
  add(contributions: Contribution[], sign: 1 | -1): void {
    for (const contribution of contributions) {
      this.#setOf(contribution.kind, contribution.minute).addContribution(contribution, sign);
    }
  }

  /** Texts that stand in one of a kind's dimensions, each once, without {@link otherSeries}. */
  valuesOf(kind: RollupName, dimension: string): string[] {
    const at = (rollupKinds[kind].dimensions as readonly string[]).indexOf(dimension);
    const found = new Set<string>();
    for (const set of this.#sets.get(kind)?.values() ?? []) {
      set.series().forEach(({ dimensions }) => found.add(dimensions[at]));
    }
    found.delete(otherSeries);
    return [...found];
  }

  /** What was added since the last time; what cancelled out is not told. */
  take(): MetricsPart[] {
    const parts: MetricsPart[] = [];
    for (const [kind, minutes] of this.#sets) {
      for (const [minute, set] of minutes) {
        const series = set.series();
        if (series.length > 0) {
          parts.push({
            bucketStart: minute * 60_000,
            kind,
            version: seriesVersion,
            seriesCount: series.length,
            body: encodeSeries(kind, [series], fast),
          });
        }
      }
    }
    this.#sets.clear();
    return parts;
  }

  #setOf(kind: RollupName, minute: number): SeriesSet {
    let minutes = this.#sets.get(kind);
    if (!minutes) {
      minutes = new Map();
      this.#sets.set(kind, minutes);
    }
    let set = minutes.get(minute);
    if (!set) {
      set = new SeriesSet(kind, this.#maxSeries);
      minutes.set(minute, set);
    }
    return set;
  }
}
