import { Random } from '../../demo-store/Random.ts';
import type { Problem } from './Problem.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** How unequal problems are: the most frequent one has a few percent of all occurrences. */
const exponent = 0.9;
/** Days in which occurrences become a third of what they were: recent ones are the most. */
const fadingDays = 30;

/** What happened within an hour, in the order of time. */
export interface HourOfOccurrences {
  /** ms since 1970. */
  start: number;
  /** Within the hour, ms. */
  times: Int32Array;
  /** Places in the list of problems. */
  problems: Int32Array;
}

/** Occurrences of problems over days up to a time, an hour after the other. */
export class Occurrences {
  readonly #problems: Problem[];
  readonly #days: number;
  readonly #to: number;
  readonly #count: number;
  readonly #random = new Random('occurrences');
  /** Running sum of how often each problem is chosen. */
  readonly #sums: Float64Array;

  /** @param to - begin of the day that follows the last one, ms since 1970 */
  constructor(problems: Problem[], { days, to, count }: { days: number; to: number; count: number }) {
    this.#problems = problems;
    this.#days = days;
    this.#to = to;
    this.#count = count;
    let sum = 0;
    this.#sums = Float64Array.from(problems, (_, place) => (sum += (place + 1) ** -exponent));
  }

  /** From the earliest hour on; of a day, each problem that begins in it occurs at least once. */
  *hours(): Generator<HourOfOccurrences> {
    const weights = Array.from({ length: this.#days }, (_, day) => Math.exp(-day / fadingDays));
    const all = weights.reduce((a, b) => a + b);
    const beginning = Map.groupBy(this.#problems.keys(), (place) => this.#problems[place].firstDay);
    for (let day = this.#days - 1; day >= 0; day--) {
      const start = this.#to - (day + 1) * dayMs;
      const begin = beginning.get(day) ?? [];
      const most = Math.max(begin.length, Math.round((this.#count * weights[day]) / all));
      for (let hour = 0; hour < 24; hour++) {
        const [from, to] = [Math.floor((hour * most) / 24), Math.floor(((hour + 1) * most) / 24)];
        const forced = begin.slice(
          Math.floor((hour * begin.length) / 24),
          Math.floor(((hour + 1) * begin.length) / 24)
        );
        yield this.#hour(start + hour * hourMs, day, Math.max(to - from, forced.length), forced);
      }
    }
  }

  #hour(start: number, day: number, count: number, forced: number[]): HourOfOccurrences {
    const times = Int32Array.from({ length: count }, () => this.#random.whole(0, hourMs - 1)).sort();
    const problems = Int32Array.from({ length: count }, (_, at) => forced[at] ?? this.#choose(day));
    return { start, times, problems };
  }

  #choose(day: number): number {
    for (;;) {
      const place = this.#placeAt(this.#random.next() * this.#sums[this.#sums.length - 1]);
      const { firstDay, lastDay } = this.#problems[place];
      if (day <= firstDay && day >= lastDay) {
        return place;
      }
    }
  }

  #placeAt(sum: number): number {
    let [low, high] = [0, this.#sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle] <= sum) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
