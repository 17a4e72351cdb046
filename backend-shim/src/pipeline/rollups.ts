/**
 * What is counted before anything may be dropped: by minute, then by hour and day, for each combination of a kind's
 * dimensions (a series). Values add up; a contribution is taken back by adding it with the opposite sign.
 */
export interface RollupKind {
  dimensions: readonly string[];
  /**
   * Those that stay apart when there are too many series: few values each, and what figures ask for. The first one is
   * the service, of which each has its own limit of series.
   */
  coarse: readonly string[];
  /** Sums: whole numbers, or millionths of one. Durations in microseconds. */
  values: readonly string[];
  /** Whether each series has a sketch (DDSketch, 1 %) of durations in microseconds. */
  sketch: boolean;
}

export const rollupKinds = {
  /** Requests and all other roots (`rootKind`), from traces. `failed`: answered 5xx or ended by an exception. */
  requests: {
    dimensions: ['service', 'storeId', 'area', 'rootKind', 'route', 'method', 'status', 'version'],
    coarse: ['service', 'storeId', 'area', 'rootKind', 'status'],
    values: ['traces', 'failed', 'duration', 'spans', 'queries', 'queryTime', 'slowQueries'],
    sketch: true,
  },
  /**
   * SQL by its shape (`query` is the id of a text in the dictionary) and who asked: `caller` is the nearest component
   * around it, as `<component> <name>`. Of a queued message, `route` is empty.
   */
  queries: {
    dimensions: ['service', 'storeId', 'route', 'query', 'caller'],
    coarse: ['service', 'storeId'],
    values: ['calls', 'duration', 'slow'],
    sketch: true,
  },
  /** What takes time, by route: `component` is one of {@link componentWords}. `selfDuration` is without its parts'. */
  components: {
    dimensions: ['service', 'storeId', 'route', 'component', 'name'],
    coarse: ['service', 'storeId', 'component'],
    values: ['calls', 'duration', 'selfDuration'],
    sketch: false,
  },
  /** Occurrences. `failedRequests`: requests that they ended, `failedJobs`: commands and jobs. */
  problems: {
    dimensions: ['service', 'storeId', 'status', 'problemId', 'handled', 'route', 'version'],
    coarse: ['service', 'storeId', 'status', 'handled'],
    values: ['occurrences', 'failedRequests', 'failedJobs'],
    sketch: false,
  },
  /** Log records by their pattern: the text with what varies replaced. `severity` as OpenTelemetry names it. */
  logs: {
    dimensions: ['service', 'severity', 'pattern'],
    coarse: ['service', 'severity'],
    values: ['records'],
    sketch: false,
  },
  /** Business events; `amount` is an order's total. */
  events: {
    dimensions: ['service', 'storeId', 'event', 'currency', 'paymentMethod'],
    coarse: ['service', 'storeId', 'event', 'currency'],
    values: ['events', 'amount'],
    sketch: false,
  },
  /** The stores' own counters: `count` measurements, or the value of a sum; `sum` in the unit told. */
  counters: {
    dimensions: ['service', 'name', 'unit', 'method', 'status', 'currency', 'paymentMethod'],
    coarse: ['service', 'name', 'unit', 'status', 'currency'],
    values: ['count', 'sum'],
    sketch: false,
  },
} as const satisfies Record<string, RollupKind>;

export type RollupName = keyof typeof rollupKinds;

/**
 * What Maho's spans stand for, and by what `name` they are told apart:
 * - `request` (none): the request's own, outside of all that follows. `command`: the command.
 * - `controller`: the action, or a phase of one (`predispatch`, `layout_render`). `startup`: what runs around it.
 * - `block`: template, or where it has none, class. `layout` (none): the making of blocks. `observer`: the observer.
 * - `http`: the host asked. `cache`, `payment`: operation. `email`: template. `image` (none).
 * - `index`: the indexer. `cron`: the job. `message`: the queued message's class.
 * - `other`: the span's name, of what a module measures for itself.
 */
export const componentWords = [
  'request',
  'command',
  'controller',
  'startup',
  'block',
  'layout',
  'observer',
  'http',
  'cache',
  'payment',
  'email',
  'image',
  'index',
  'cron',
  'message',
  'other',
] as const;

export type ComponentWord = (typeof componentWords)[number];

/** What one trace, or one data point, adds to one series. Absent dimensions are empty. */
export interface Contribution {
  kind: RollupName;
  /** Minutes since 1970. */
  minute: number;
  /** In the order of the kind's dimensions. */
  dimensions: string[];
  /** In the order of the kind's values. */
  values: number[];
  /** Microseconds, for the sketch: as often as each occurred. */
  durations: number[];
}

/**
 * What stands in the dimensions of series that take what goes beyond the limit: first in all but the coarse ones, and
 * where these are too many as well, in all but `service`.
 */
export const otherSeries = '(other)';
