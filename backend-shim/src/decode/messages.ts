import type { Attributes, AttributeValue, Resource } from '../pipeline/records.ts';

/**
 * OTLP's messages as far as Insights reads them, the same whatever the encoding: ids in lower-case hexadecimal and not
 * yet checked, enums as their numbers, times in whole microseconds.
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
  time: number;
  observedTime: number;
  severity: number;
  body: AttributeValue;
  attributes: Attributes;
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

/** A point of a sum (`value`) or of a histogram (`count`, `sum`, `min`, `max`). */
export interface PointMessage {
  attributes: Attributes;
  time: number;
  flags: number;
  value: number | null;
  count: number;
  sum: number | null;
  min: number | null;
  max: number | null;
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
    time: 0,
    observedTime: 0,
    severity: 0,
    body: null,
    attributes: {},
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
    time: 0,
    flags: 0,
    value: null,
    count: 0,
    sum: null,
    min: null,
    max: null,
    exemplarTraceId: '',
  };
}
