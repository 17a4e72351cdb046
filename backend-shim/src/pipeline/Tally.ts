import { Counter, type Registry } from 'prom-client';

/** A number of one combination of labels, for the code that counts to hold on to and to add to. */
export interface Count {
  value: number;
}

/** A Prometheus counter without a look-up of labels at each event: whoever counts keeps its {@link Count}. */
export class Tally<Label extends string> {
  readonly #counts = new Map<string, { labels: Record<Label, string>; count: Count }>();

  constructor(registry: Registry, name: string, help: string, labelNames: readonly Label[]) {
    const counts = this.#counts;
    new Counter<Label>({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        this.reset();
        counts.forEach(({ labels, count }) => this.inc(labels, count.value));
      },
    });
  }

  /** The same for the same values of labels; beginning with 0. */
  of(labels: Record<Label, string>): Count {
    const key = JSON.stringify(labels);
    const known = this.#counts.get(key);
    if (known) {
      return known.count;
    }
    const count = { value: 0 };
    this.#counts.set(key, { labels, count });
    return count;
  }
}
