import { z } from 'zod';
import { figureNames } from './figures.ts';
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
 * Problems seen in the time range, one row each:
 * `id, title, type, file, line, route, status, handled, occurrences, visitors, trend, firstSeen, lastSeen`;
 * `occurrences`, `visitors`, `trend` (JSON array of counts in equal buckets) count the time range,
 * `firstSeen` and `lastSeen` all time; `visitors` is null when no occurrence tells its visitor.
 */
export const problemsQuery = z.object({
  queryType: z.literal('problems'),
  status: z.enum([...problemStatuses, 'all']).default('open'),
  search: z.string().max(500).default(''),
  sort: z.enum(['lastSeen', 'firstSeen', 'occurrences', 'visitors']).default('lastSeen'),
  store,
  limit,
});

/**
 * Occurrences of one problem, newest first:
 * `time, traceId (null when its trace was not sampled), message, method, path, route, httpStatus, durationMs,
 * store, visitorId, customerId`.
 */
export const occurrencesQuery = z.object({
  queryType: z.literal('occurrences'),
  problemId: z.string().regex(/^[0-9a-f]{32}$/, 'a problem id has 32 hexadecimal digits'),
  limit: limit.default(10),
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
