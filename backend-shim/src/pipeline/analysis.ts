import type { StackException } from '../../../contract/documents.ts';
import type { AttributeValue, LogRecord, Resource, Span, SpanKind } from './records.ts';

/** Everything that is known of one trace so far: parts of several exports, in any order, without repeats. */
export interface TraceRecords {
  /** Empty for log records that belong to no trace. */
  traceId: string;
  spans: Span[];
  logs: LogRecord[];
}

/**
 * What is derived from a trace's records: a pure function of them, so that it can be replaced as a whole
 * whenever another part of the trace arrives.
 */
export interface Analysis {
  /** Null while only log records of the trace have come (its spans were not sampled, or are under way). */
  trace: TraceFacts | null;
  occurrences: Occurrence[];
  events: BusinessEvent[];
}

/** Who made the request and where it ran; from the root span, as far as it has come. */
export interface RequestContext {
  service: string;
  storeId: number | null;
  storeCode: string | null;
  websiteId: number | null;
  area: string | null;
  /** `GET`, `POST`, ...; null for command-line runs. */
  method: string | null;
  /** Path without query string. */
  path: string | null;
  /** `module/controller/action`; from the dispatch span where the root has none. */
  route: string | null;
  /** 500 for a request that died of an exception (its root tells no status). */
  httpStatus: number | null;
  visitorId: number | null;
  customerId: number | null;
  cartId: number | null;
}

export interface TraceFacts extends RequestContext {
  traceId: string;
  /** The root's name, or while it has not come, that of the earliest span. */
  name: string;
  /** Null while the root has not come. */
  rootKind: SpanKind | null;
  start: number;
  duration: number;
  /** Answered 5xx or ended by an exception. */
  failed: boolean;
  spanCount: number;
  queryCount: number;
  /** Sum of the SQL spans' durations, microseconds. */
  queryTime: number;
  /** SQL statements of 500 ms or more. */
  slowQueryCount: number;
  resource: Resource;
}

/** One failure of one problem, however often it was told. */
export interface Occurrence extends RequestContext {
  /** 32 hexadecimal digits: of the trace (or log record), the problem and the message; the same on every analysis. */
  id: string;
  /** 32 hexadecimal digits: the problem it belongs to. */
  problemId: string;
  /** Which version of the grouping made `problemId` and `title`. */
  groupingVersion: number;
  traceId: string;
  time: number;
  /** Outermost exception's class, `Warning` and the like for PHP errors, `Log` for log records, `HTTP` for bare 5xx answers. */
  type: string;
  /** Scrubbed, otherwise as told. */
  message: string;
  /** The message with its variable parts replaced. */
  title: string;
  /** Where it was thrown: full path where a log record tells it, else the base name; empty where unknown. */
  file: string;
  line: number;
  handled: boolean;
  /** Microseconds; null while the root has not come. */
  duration: number | null;
  stack: StackException[];
  /** Of the order that the request placed nevertheless, at most 64 characters; null where it tells none. */
  orderNumber: string | null;
  /** The shop's code of the payment method with which it paid, or tried to, at most 64 characters; null where it tells none. */
  paymentMethod: string | null;
  /** Its `mahoVersion` is the version that the failure was seen in. */
  resource: Resource;
}

export type BusinessEventType = 'order_placed' | 'cart_add' | 'checkout_success' | 'customer_login';

export interface BusinessEvent {
  /** 32 hexadecimal digits: of the trace, the event's name and its time. */
  id: string;
  type: BusinessEventType;
  traceId: string;
  time: number;
  service: string;
  storeId: number | null;
  visitorId: number | null;
  customerId: number | null;
  cartId: number | null;
  order: { number: string; total: number; currency: string; paymentMethod: string; items: number | null } | null;
  data: Record<string, AttributeValue>;
}
