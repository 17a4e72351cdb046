import type { Attributes, AttributeValue, Resource } from '../pipeline/records.ts';

/**
 * OTLP's messages as far as Insights reads them, the same whatever the encoding: ids in lower-case hexadecimal and not
 * yet checked, enums as their numbers, times of spans in whole microseconds, all other times in nanoseconds.
 */
export interface ResourceGroup<T> {
  resource: Resource;
  records: T[];
}

export interface SpanMessage {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  start: number;
  end: number;
  attributes: Attributes;
  events: EventMessage[];
  statusCode: number;
  statusMessage: string;
}

export interface EventMessage {
  name: string;
  time: number;
  attributes: Attributes;
}

export interface LogMessage {
  time: bigint;
  observedTime: bigint;
  severity: number;
  severityText: string;
  eventName: string;
  body: AttributeValue;
  attributes: Attributes;
  flags: number;
  traceId: string;
  spanId: string;
}

export interface MetricMessage {
  name: string;
  unit: string;
  /** `other`: gauges, summaries and exponential histograms, whose points are not read. */
  type: 'sum' | 'histogram' | 'other';
  temporality: number;
  monotonic: boolean;
  points: PointMessage[];
}

/** A point of a sum (`value`) or of a histogram (`count`, `sum`, `min`, `max`, buckets). */
export interface PointMessage {
  attributes: Attributes;
  startTime: bigint;
  time: bigint;
  flags: number;
  value: number | null;
  count: number;
  sum: number | null;
  min: number | null;
  max: number | null;
  bucketCounts: number[];
  explicitBounds: number[];
  /** Of the first exemplar that has one. */
  exemplarTraceId: string;
}

export function newSpan(): SpanMessage {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    name: '',
    kind: 0,
    start: 0,
    end: 0,
    attributes: {},
    events: [],
    statusCode: 0,
    statusMessage: '',
  };
}

export function newLog(): LogMessage {
  return {
    time: 0n,
    observedTime: 0n,
    severity: 0,
    severityText: '',
    eventName: '',
    body: null,
    attributes: {},
    flags: 0,
    traceId: '',
    spanId: '',
  };
}

export function newMetric(): MetricMessage {
  return { name: '', unit: '', type: 'other', temporality: 0, monotonic: false, points: [] };
}

export function newPoint(): PointMessage {
  return {
    attributes: {},
    startTime: 0n,
    time: 0n,
    flags: 0,
    value: null,
    count: 0,
    sum: null,
    min: null,
    max: null,
    bucketCounts: [],
    explicitBounds: [],
    exemplarTraceId: '',
  };
}
