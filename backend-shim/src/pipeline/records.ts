/**
 * What travels between the stages. Times are whole microseconds since 1970 (exact in a double until 2255),
 * durations whole microseconds, ids lower-case hexadecimal.
 */

export type Signal = 'traces' | 'logs' | 'metrics';

/** A body as it was acknowledged, from the spool. */
export interface Body {
  signal: Signal;
  encoding: 'protobuf' | 'json' | 'ndjson';
  /** When the receiver took it, ms since 1970. */
  receivedAt: number;
  /** After decompression. */
  bytes: Uint8Array;
}

export type AttributeValue = string | number | boolean | AttributeValue[] | { [key: string]: AttributeValue } | null;
export type Attributes = Record<string, AttributeValue>;

/** The resource attributes that Insights reads; the rest is dropped. */
export interface Resource {
  service: string;
  environment: string | null;
  mahoVersion: string | null;
  phpVersion: string | null;
  host: string | null;
}

export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface Span {
  traceId: string;
  spanId: string;
  /** Empty for a root. */
  parentSpanId: string;
  name: string;
  kind: SpanKind;
  start: number;
  duration: number;
  status: 'unset' | 'ok' | 'error';
  statusMessage: string;
  attributes: Attributes;
  events: SpanEvent[];
  resource: Resource;
}

export interface SpanEvent {
  name: string;
  time: number;
  attributes: Attributes;
}

export interface LogRecord {
  /** Of the export's bytes and the place in it: the same in every retry of one export. */
  identity: string;
  /** Empty where the record belongs to no trace. */
  traceId: string;
  spanId: string;
  time: number;
  /** OpenTelemetry's severity number, 1 to 24; 0 for none. */
  severity: number;
  body: string;
  attributes: Attributes;
  resource: Resource;
}

/** A delta data point of a sum or histogram; points without a count are not told. */
export interface MetricPoint {
  /** Of the export's bytes and the place in it: the same in every retry of one export. */
  identity: string;
  name: string;
  unit: string;
  time: number;
  /** Measurements in a histogram, the value of a sum. */
  count: number;
  /** In the metric's unit; equals `count` for a sum. */
  sum: number;
  min: number | null;
  max: number | null;
  attributes: Attributes;
  /** The trace of the point's first exemplar, empty where none. */
  traceId: string;
  resource: Resource;
}

/** What one body holds. */
export interface Export {
  /** Of the body's bytes, 32 hexadecimal digits: the same in every retry. */
  identity: string;
  spans: Span[];
  logs: LogRecord[];
  points: MetricPoint[];
  /** Records that could not be used, with the reason: told to the sender as partial success. */
  rejected: Array<{ count: number; reason: string }>;
}
