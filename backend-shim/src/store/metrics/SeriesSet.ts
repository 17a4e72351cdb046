import {
  otherSeries,
  rollupKinds,
  type Contribution,
  type RollupKind,
  type RollupName,
} from '../../pipeline/rollups.ts';
import { addValue } from './addValue.ts';
import type { Series } from './Series.ts';
import { ServiceSeries } from './ServiceSeries.ts';
import { Sketch } from './Sketch.ts';

/** More than any installation has; a sender that makes up services is counted together. */
const maxServices = 500;
/** Arrays known by identity, in multiples of the limit of series. */
const maxArrays = 8;

/** Sums by series of one kind and time, never more than a limit for each service. */
export class SeriesSet {
  readonly #kind: RollupKind;
  readonly #maxSeries: number;
  readonly #services = new Map<string, ServiceSeries>();
  /** The same array of dimensions comes again and again: to find it by its texts each time would cost most. */
  readonly #byArray = new Map<string[], Series>();

  /** @param maxSeries - of each service; those that come later are counted together */
  constructor(kind: RollupName, maxSeries: number) {
    this.#kind = rollupKinds[kind];
    this.#maxSeries = maxSeries;
  }

  addContribution({ dimensions, values, durations }: Contribution, sign: 1 | -1): void {
    const series = this.#seriesOf(dimensions);
    addValues(series.values, values, sign);
    const { sketch } = series;
    if (sketch) {
      for (let at = 0; at < durations.length; at++) {
        sketch.add(durations[at], sign);
      }
    }
  }

  add({ dimensions, values, sketch }: Series): void {
    const series = this.#seriesOf(dimensions);
    addValues(series.values, values, 1);
    if (sketch) {
      series.sketch?.merge(sketch);
    }
  }

  /** Those of which anything is left. */
  series(): Series[] {
    return [...this.#services.values()].flatMap((service) => service.all()).filter(isTelling);
  }

  #seriesOf(dimensions: string[]): Series {
    let series = this.#byArray.get(dimensions);
    if (!series) {
      series = this.#serviceOf(dimensions[0]).find(dimensions, () => this.#empty());
      if (this.#byArray.size < maxArrays * this.#maxSeries) {
        this.#byArray.set(dimensions, series);
      }
    }
    return series;
  }

  #serviceOf(name: string): ServiceSeries {
    const known = this.#services.get(name);
    if (known) {
      return known;
    }
    const told = this.#services.size < maxServices ? name : otherSeries;
    const service = this.#services.get(told) ?? new ServiceSeries(told, this.#kind, this.#maxSeries);
    this.#services.set(told, service);
    return service;
  }

  #empty(): Omit<Series, 'dimensions'> {
    return { values: this.#kind.values.map(() => 0), sketch: this.#kind.sketch ? new Sketch() : null };
  }
}

function addValues(sums: number[], values: number[], sign: 1 | -1): void {
  for (let at = 0; at < sums.length; at++) {
    sums[at] = addValue(sums[at], sign * values[at]);
  }
}

function isTelling({ values, sketch }: Series): boolean {
  return values.some((value) => value !== 0) || (sketch !== null && !sketch.isEmpty);
}
