import type { ProblemStatus } from './problemStatus.ts';

/** The rows of frames by field name, in the order of the fields: what handlers write, and pages and scripts read. */

/** A row of a `figure` query of format `comparison`, besides its labels. Null where it is not known. */
export interface ComparisonRow {
  value: number | null;
  /** In the same length of time directly before. */
  previous: number | null;
  /** (value - previous) / previous; null when previous is 0 or not known. */
  change: number | null;
}

/** A row of a `problems` query. */
export interface ProblemRow {
  id: string;
  /** The message with its variable parts replaced. */
  title: string;
  type: string;
  /** A full path where the store's logs tell it; empty and 0 where not known. */
  file: string;
  line: number;
  /** Of the latest occurrence; empty where not known. */
  route: string;
  status: ProblemStatus;
  /** Whether the shop caught it. */
  handled: boolean;
  /** In the range. */
  occurrences: number;
  /** In the range; null where no occurrence tells its visitor. */
  visitors: number | null;
  /** Occurrences in equal parts of the range. */
  trend: number[];
  /** Of all time. */
  firstSeen: number;
  lastSeen: number;
  assignee: string | null;
  /** When it was seen again after it had been resolved; null when it was not. */
  regressedAt: number | null;
  /** To be named in a change: see contract/problems.ts. */
  revision: number;
  /** Problems that were merged into it. */
  merged: number;
}

/** In `meta.custom` of a `problems` query. */
export interface PageOf {
  /** Of the next page; null at the end. */
  nextCursor: string | null;
  /** Problems on all pages. */
  matching: number;
}

/** A row of an `occurrences` query. What only the trace tells is null where there is none. */
export interface OccurrenceRow {
  id: string;
  time: number;
  /** Null when its trace was not sampled. */
  traceId: string | null;
  message: string;
  handled: boolean;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  durationMs: number | null;
  /** A store's key; empty where not known. */
  store: string;
  visitorId: number | null;
  customerId: number | null;
  orderNumber: string | null;
  version: string | null;
  host: string | null;
}

/** A row of a `problemEvents` query of format `table`. */
export interface ProblemEventRow {
  time: number;
  event: 'new' | 'regression';
  problemId: string;
  title: string;
  type: string;
  route: string;
  handled: boolean;
  status: ProblemStatus;
}

/** A row of a `distributions` query: how much of a problem's occurrences, and of all requests, has a value. */
export interface DistributionRow {
  /** `route`, `store`, `area`, `customer` (`customer` or `guest`), `host`, `phpVersion`, `version`, `paymentMethod`, ... */
  dimension: string;
  value: string;
  occurrences: number;
  /** 0 to 1, of the occurrences looked at. */
  share: number;
  /** 0 to 1, of all requests in the range; null where not known. */
  shareOfAll: number | null;
  /** How telling the dimension is: larger tells more; rows of one dimension have the same. */
  weight: number;
}

/** A row of a `logPatterns` query. */
export interface LogPatternRow {
  /** 16 hexadecimal digits. */
  id: string;
  /** The text with what varies replaced. */
  pattern: string;
  /** As OpenTelemetry names it. */
  severity: string;
  records: number;
  trend: number[];
  lastSeen: number;
}

/** A row of a `requests` query: a request that has a trace. */
export interface RequestRow {
  time: number;
  traceId: string;
  method: string | null;
  path: string | null;
  route: string | null;
  httpStatus: number | null;
  /** Answered 5xx or ended by an exception. */
  failed: boolean;
  durationMs: number;
  queries: number;
  queryTimeMs: number;
  slowQueries: number;
  spans: number;
  /** Whether the storage policy dropped its spans: this row is all that is kept. */
  dropped: boolean;
  /** A store's key; empty where not known. */
  store: string;
}

/** A row of an `orders` query. */
export interface OrderRow {
  time: number;
  number: string;
  total: number | null;
  currency: string;
  paymentMethod: string;
  /** A store's key; empty where not known. */
  store: string;
  traceId: string;
}

/** A row of a `trace` query: a span, named as Grafana's trace view wants it. Times in ms, microseconds the fraction. */
export interface SpanRow {
  traceID: string;
  spanID: string;
  /** Empty for a root. */
  parentSpanID: string;
  operationName: string;
  serviceName: string;
  kind: string;
  /** 0 unset, 1 ok, 2 error. */
  statusCode: number;
  statusMessage: string;
  serviceTags: KeyValue[];
  startTime: number;
  duration: number;
  /** Its events, and the log records that it wrote. */
  logs: SpanLog[];
  references: KeyValue[];
  tags: KeyValue[];
}

export interface KeyValue {
  key: string;
  value: unknown;
}

export interface SpanLog {
  timestamp: number;
  /** The event's name, or `log` for a log record. */
  name: string;
  fields: KeyValue[];
}
