/**
 * What is counted before anything may be dropped: by minute, then by hour and day, for each combination of a kind's
 * dimensions (a series). Values add up; a contribution is taken back by adding it with the opposite sign.
 */
export interface RollupKind {
  dimensions: readonly string[];
  /** Sums. Durations in microseconds. */
  values: readonly string[];
  /** Whether each series has a sketch (DDSketch, 1 %) of durations in microseconds. */
  sketch: boolean;
}

export const rollupKinds = {
  /** Requests and all other roots (`rootKind`), from traces. `failed`: answered 5xx or ended by an exception. */
  requests: {
    dimensions: ['service', 'storeId', 'area', 'rootKind', 'route', 'method', 'status', 'version'],
    values: ['traces', 'failed', 'duration', 'spans', 'queries', 'queryTime', 'slowQueries'],
    sketch: true,
  },
  /** SQL by its shape (`query` is the id of a text in the dictionary) and who asked: block, observer, or controller. */
  queries: {
    dimensions: ['service', 'storeId', 'route', 'query', 'caller'],
    values: ['calls', 'duration', 'slow'],
    sketch: true,
  },
  /** Blocks, observers, outgoing hosts and what else takes time (`component` is one of these words), by route. */
  components: {
    dimensions: ['service', 'storeId', 'route', 'component', 'name'],
    values: ['calls', 'duration', 'selfDuration'],
    sketch: false,
  },
  /** Occurrences. `failedRequests`: requests that they ended, `failedJobs`: commands and jobs. */
  problems: {
    dimensions: ['service', 'storeId', 'status', 'problemId', 'handled', 'route'],
    values: ['occurrences', 'failedRequests', 'failedJobs'],
    sketch: false,
  },
  /** Business events; `amount` is an order's total. */
  events: {
    dimensions: ['service', 'storeId', 'event', 'currency', 'paymentMethod'],
    values: ['events', 'amount'],
    sketch: false,
  },
  /** The stores' own counters: `count` measurements, or the value of a sum; `sum` in the unit told. */
  counters: {
    dimensions: ['service', 'name', 'unit', 'method', 'status', 'currency', 'paymentMethod'],
    values: ['count', 'sum'],
    sketch: false,
  },
} as const satisfies Record<string, RollupKind>;

export type RollupName = keyof typeof rollupKinds;

/** What one trace, or one data point, adds to one series. Absent dimensions are empty. */
export interface Contribution {
  kind: RollupName;
  /** Minutes since 1970. */
  minute: number;
  /** In the order of the kind's dimensions. */
  dimensions: string[];
  /** In the order of the kind's values. */
  values: number[];
  /** Microseconds, for the sketch: each with how often it occurred. */
  durations: number[];
}

/** The name of the series that takes what goes beyond the limit of series; all its dimensions but `service` have it. */
export const otherSeries = '(other)';
