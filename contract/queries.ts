import { z } from 'zod';
import { figureNames } from './figures.ts';
import { problemId } from './problems.ts';
import { problemStatuses } from './problemStatus.ts';

/** A store as `<service.name>/<maho.store_id>`; empty or absent for all stores. */
const store = z.string().max(160).default('');
const limit = z.int().min(1).max(1000).default(100);

/**
 * One figure over the time range.
 *
 * Frames by `format`:
 * - `total`: `numeric-long`, alert-safe: string label columns as `by` says (`store`, `service` or `status`;
 *   `currency` for revenue), one number column named after the figure.
 * - `timeseries`: `timeseries-multi`, alert-safe: one frame a label set; buckets as `intervalMs` says.
 * - `comparison`: a table with the labels, `value`, `previous` (the same length of time before) and `change`
 *   ((value - previous) / previous, null when previous is 0).
 *   `previous` and `change` are null where data began after that time did.
 *
 * Each frame's `meta.custom` is a {@link Coverage}.
 */
export const figureQuery = z.object({
  queryType: z.literal('figure'),
  figure: z.enum(figureNames),
  format: z.enum(['total', 'timeseries', 'comparison']).default('total'),
  by: z.enum(['none', 'store', 'service', 'status']).default('none'),
  store,
});

/**
 * What is told by the problems' query types: all problems, those that the shop does not catch, or those that it does.
 * Merged problems are told as one.
 */
const handled = z.enum(['all', 'handled', 'unhandled']).default('all');
/** In the language of contract/search: `is:open route:checkout* text`. */
const search = z.string().max(500).default('');

/**
 * Problems seen in the time range, a {@link ProblemRow} each. Counts, visitors and trend are of the occurrences in the
 * range that the search lets pass (`route:`, `store:`, `version:`, `customer:` ... narrow them, too); first and last
 * seen are of all time. `meta.custom` has, besides the {@link Coverage}, a {@link PageOf}.
 */
export const problemsQuery = z.object({
  queryType: z.literal('problems'),
  status: z.enum([...problemStatuses, 'all']).default('open'),
  handled,
  search,
  sort: z.enum(['lastSeen', 'firstSeen', 'occurrences', 'visitors', 'trend']).default('lastSeen'),
  store,
  limit,
  /** Of the answer before: the page that follows it, whatever happened meanwhile. */
  cursor: z.string().max(200).default(''),
});

/** Occurrences of one problem, newest first: an {@link OccurrenceRow} each. */
export const occurrencesQuery = z.object({
  queryType: z.literal('occurrences'),
  problemId,
  search,
  store,
  limit: limit.default(10),
});

/**
 * Occurrences over time, alert-safe: `total` (`numeric-long`) or `timeseries` (`timeseries-multi`) as in
 * {@link figureQuery}, of all problems or one, by a label. With `by: 'problem'` the ten most frequent are told apart.
 */
export const occurrenceSeriesQuery = z.object({
  queryType: z.literal('occurrenceSeries'),
  format: z.enum(['total', 'timeseries']).default('timeseries'),
  by: z.enum(['none', 'store', 'route', 'version', 'problem', 'handled', 'status']).default('none'),
  problemId: problemId.or(z.literal('')).default(''),
  handled,
  search,
  store,
});

/**
 * Problems first seen in the range, and those seen again after they were resolved. `table`: a {@link ProblemEventRow}
 * each, newest first; `total` and `timeseries`, alert-safe: how many, by `event` (and `store`).
 */
export const problemEventsQuery = z.object({
  queryType: z.literal('problemEvents'),
  format: z.enum(['table', 'total', 'timeseries']).default('table'),
  event: z.enum(['all', 'new', 'regression']).default('all'),
  by: z.enum(['none', 'store']).default('none'),
  store,
  limit,
});

/**
 * In what a problem's occurrences in the range differ from all requests, the most telling first: a
 * {@link DistributionRow} each.
 */
export const distributionsQuery = z.object({
  queryType: z.literal('distributions'),
  problemId,
  search,
  store,
});

/** Patterns of log records, and how often each was written: a {@link LogPatternRow} each. */
export const logPatternsQuery = z.object({
  queryType: z.literal('logPatterns'),
  search: z.string().max(500).default(''),
  sort: z.enum(['records', 'lastSeen']).default('records'),
  store,
  limit,
});

/** For Grafana's annotations: fields `time`, `title`, `text`, `tags`. */
export const annotationsQuery = z.object({
  queryType: z.literal('annotations'),
  of: z.enum(['regressions', 'versions', 'newProblems']).default('versions'),
  store,
});

/**
 * Requests that have a trace:
 * `time, traceId, method, path, route, httpStatus, failed, durationMs, queries, queryTimeMs, slowQueries, spans, store`.
 */
export const requestsQuery = z.object({
  queryType: z.literal('requests'),
  sort: z.enum(['slowest', 'newest']).default('slowest'),
  route: z.string().max(255).default(''),
  store,
  limit: limit.default(20),
});

/** One trace as Grafana's trace frame (`meta.preferredVisualisationType: "trace"`); durations and times in ms. */
export const traceQuery = z.object({
  queryType: z.literal('trace'),
  traceId: z.string().regex(/^[0-9a-f]{32}$/, 'a trace id has 32 hexadecimal digits'),
});

/** Orders placed, newest first: `time, number, total, currency, paymentMethod, store, traceId`; from traces. */
export const ordersQuery = z.object({
  queryType: z.literal('orders'),
  store,
  limit,
});

export const query = z.discriminatedUnion('queryType', [
  figureQuery,
  problemsQuery,
  occurrencesQuery,
  requestsQuery,
  traceQuery,
  ordersQuery,
  occurrenceSeriesQuery,
  problemEventsQuery,
  distributionsQuery,
  logPatternsQuery,
  annotationsQuery,
]);

export type Query = z.infer<typeof query>;
export type QueryType = Query['queryType'];
/** A query as a caller writes it: what has a default may be left out. */
export type QueryInput = z.input<typeof query>;
/** A query of one type, complete. */
export type QueryOf<T extends QueryType> = Extract<Query, { queryType: T }>;

/** `POST /api/v1/query`: one query over one time range. Times in ms since 1970. */
export const queryRequest = z.object({
  query,
  range: z.object({ from: z.int(), to: z.int() }).refine((r) => r.from <= r.to, 'the range ends before it begins'),
  intervalMs: z.int().min(1).default(60_000),
  maxDataPoints: z.int().min(1).max(10_000).default(1_000),
  fromAlert: z.boolean().default(false),
});
export type QueryRequest = z.infer<typeof queryRequest>;
