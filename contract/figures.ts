/**
 * The figures that cards, dashboards and alert rules may ask for, each with Grafana's unit id.
 *
 * - `requests`: requests answered, from the store's own counters when metrics are on, else from traces.
 * - `failedRequests`: requests answered 5xx or ended by an exception (unhandled failures).
 * - `handledErrors`: occurrences of problems that the shop caught.
 * - `errors`: `failedRequests` + `handledErrors` + failures of command-line runs and cron jobs.
 * - `averageDuration`: mean response time.
 * - `orders`, `revenue` (always by currency), `cartAdditions`: from metrics when they come, else from traces.
 * - `slowQueries`: SQL statements of 500 ms or more, from traces.
 * - `traces`, `spans`: what arrived, whether it is kept or not.
 */
export const figures = {
  requests: { label: 'Requests', unit: 'short' },
  failedRequests: { label: 'Failed requests', unit: 'short' },
  handledErrors: { label: 'Handled errors', unit: 'short' },
  errors: { label: 'Errors', unit: 'short' },
  averageDuration: { label: 'Average response time', unit: 'ms' },
  orders: { label: 'Orders', unit: 'short' },
  revenue: { label: 'Revenue', unit: 'short' },
  cartAdditions: { label: 'Added to cart', unit: 'short' },
  slowQueries: { label: 'Slow queries', unit: 'short' },
  traces: { label: 'Traces', unit: 'short' },
  spans: { label: 'Spans', unit: 'short' },
} as const;

export type Figure = keyof typeof figures;

export const figureNames = Object.keys(figures) as [Figure, ...Figure[]];
