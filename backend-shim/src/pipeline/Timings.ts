import type { Metric, Registry } from 'prom-client';

/** A Prometheus histogram without labels, for what happens thousands of times a second. */
export class Timings {
  readonly #name: string;
  /** Seconds, rising. */
  readonly #bounds: number[];
  /** Of each bound, how many are above the one before and not above it; the last is for those above all. */
  readonly #counts: number[];
  #sum = 0;

  constructor(registry: Registry, name: string, help: string, bounds: number[]) {
    this.#name = name;
    this.#bounds = bounds;
    this.#counts = Array.from({ length: bounds.length + 1 }, () => 0);
    const get = async () => ({ name, help, type: 'histogram', aggregator: 'sum', values: this.#values() });
    // A registry asks nothing more of a metric.
    registry.registerMetric({ name, get } as unknown as Metric);
  }

  observe(seconds: number): void {
    let at = 0;
    while (at < this.#bounds.length && seconds > this.#bounds[at]) {
      at++;
    }
    this.#counts[at]++;
    this.#sum += seconds;
  }

  #values(): object[] {
    let count = 0;
    const buckets = this.#counts.map((own, at) => {
      count += own;
      const le = at < this.#bounds.length ? this.#bounds[at] : '+Inf';
      return { metricName: `${this.#name}_bucket`, labels: { le }, value: count };
    });
    const total = (what: string, value: number) => ({ metricName: `${this.#name}_${what}`, labels: {}, value });
    return [...buckets, total('sum', this.#sum), total('count', count)];
  }
}
