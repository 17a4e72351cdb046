import { DDSketch } from '@datadog/sketches-js';

/** Part of the storage format: with another accuracy, bins of the same number would mean other durations. */
const { mapping } = new DDSketch({ relativeAccuracy: 0.01 });
/** Numbers of bins of short durations, which most are: a logarithm each would cost more than all else. */
const tableSize = 1 << 16;
const table = Uint16Array.from({ length: tableSize }, (_, value) => (value < 1 ? 0 : mapping.key(value)));

/** The bin of durations below a microsecond. */
const zeroBin = -1;
/** Of the longest duration that is told exactly, and of what is no duration. */
const lastBin = mapping.key(Number.MAX_SAFE_INTEGER);
/** Bins are added in steps, so as not to grow with each value. */
const slack = 8;

/**
 * Durations in microseconds as a DDSketch: counts in bins whose bounds grow by 2 %, so that every quantile is within 1 %
 * of the true value. Counts may be negative while something is taken back that was added elsewhere.
 */
export class Sketch {
  /** Number of the bin that stands first in {@link #counts}. */
  #first = 0;
  /** One bin each; empty while nothing was added. */
  #counts = new Float64Array(0);

  /** How many durations there are. */
  get count(): number {
    let sum = 0;
    for (const count of this.#counts) {
      sum += count;
    }
    return sum;
  }

  /** Whether no bin holds anything. */
  get isEmpty(): boolean {
    return this.#counts.every((count) => count === 0);
  }

  /** @param duration - whole microseconds */
  static binOf(duration: number): number {
    if (duration < tableSize) {
      return duration < 1 ? zeroBin : table[Math.floor(duration)];
    }
    return duration <= Number.MAX_SAFE_INTEGER ? mapping.key(duration) : lastBin;
  }

  /** What durations in a bin are taken for. */
  static durationOf(bin: number): number {
    return bin === zeroBin ? 0 : mapping.value(bin);
  }

  add(duration: number, count = 1): void {
    this.addToBin(Sketch.binOf(duration), count);
  }

  addToBin(bin: number, count: number): void {
    const at = bin - this.#first;
    if (at < 0 || at >= this.#counts.length) {
      this.#reserve(bin, bin);
    }
    this.#counts[bin - this.#first] += count;
  }

  /** Adds runs of bins, in rising order, and their counts. */
  addBins(bins: ArrayLike<number>, counts: ArrayLike<number>, from: number, to: number): void {
    if (to > from) {
      this.#reserve(bins[from], bins[to - 1]);
      for (let at = from; at < to; at++) {
        this.#counts[bins[at] - this.#first] += counts[at];
      }
    }
  }

  /** Adds all of another one; with `times` -1, takes it back. */
  merge(other: Sketch, times = 1): void {
    if (other.#counts.length > 0) {
      this.#reserve(other.#first, other.#first + other.#counts.length - 1);
      const offset = other.#first - this.#first;
      for (let at = 0; at < other.#counts.length; at++) {
        this.#counts[at + offset] += other.#counts[at] * times;
      }
    }
  }

  /** Bins that hold something, in rising order; -1 is that of durations below a microsecond. */
  forEachBin(visit: (bin: number, count: number) => void): void {
    for (let at = 0; at < this.#counts.length; at++) {
      if (this.#counts[at] !== 0) {
        visit(this.#first + at, this.#counts[at]);
      }
    }
  }

  /**
   * The duration that a share of all does not exceed, microseconds; null when there are none.
   *
   * @param share - from 0 to 1
   */
  quantile(share: number): number | null {
    const total = this.count;
    if (!(total > 0)) {
      return null;
    }
    const rank = Math.min(Math.max(share, 0), 1) * (total - 1);
    let below = 0;
    let found = zeroBin;
    for (let at = 0; at < this.#counts.length && below <= rank; at++) {
      if (this.#counts[at] !== 0) {
        below += this.#counts[at];
        found = this.#first + at;
      }
    }
    return Sketch.durationOf(found);
  }

  #reserve(from: number, to: number): void {
    const length = this.#counts.length;
    const end = this.#first + length - 1;
    if (length > 0 && from >= this.#first && to <= end) {
      return;
    }
    const first = length === 0 ? from : from < this.#first ? from - slack : this.#first;
    const last = length === 0 ? to : to > end ? to + slack : end;
    const counts = new Float64Array(last - first + 1);
    if (length > 0) {
      counts.set(this.#counts, this.#first - first);
    }
    this.#first = first;
    this.#counts = counts;
  }
}
