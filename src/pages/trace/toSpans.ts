import type { DataFrame } from '@grafana/data';
import type { KeyValue, SpanRow } from '../../../contract/rows';
import { toRows } from '../../shared/datasource/toRows';
import type { Span, SpanEvent } from './Span';

/** OpenTelemetry's status code for a failed span. */
const statusError = 2;

/** Grafana's trace frame as spans in the order of their start; a span told twice counts once. */
export function toSpans(frames: DataFrame[]): Span[] {
  const rows = toRows<SpanRow>(frames[0]);
  const begin = rows.reduce((earliest, { startTime }) => Math.min(earliest, startTime), Infinity);
  const spans = new Map(rows.map((row) => [row.spanID, toSpan(row, begin)]));
  return [...spans.values()].sort((a, b) => a.start - b.start || b.duration - a.duration);
}

function toSpan(row: SpanRow, begin: number): Span {
  return {
    id: row.spanID,
    parentId: row.parentSpanID ?? '',
    name: row.operationName,
    kind: row.kind ?? '',
    service: row.serviceName ?? '',
    start: row.startTime,
    offset: row.startTime - begin,
    duration: row.duration,
    failed: row.statusCode === statusError,
    statusMessage: row.statusMessage ?? '',
    attributes: toKeyValues(row.tags),
    events: parsed(row.logs).map(toEvent),
  };
}

/** Grafana's trace logs are a time with fields; the event's name is one of them, or beside them. */
function toEvent(log: unknown): SpanEvent {
  const { timestamp, name, fields } = log as { timestamp?: number; name?: string; fields?: unknown };
  const attributes = toKeyValues(fields);
  const named = name ?? attributes.find(({ key }) => key === 'event' || key === 'name')?.value;
  return { name: typeof named === 'string' ? named : '', time: timestamp ?? 0, attributes };
}

function toKeyValues(value: unknown): KeyValue[] {
  return parsed(value).filter(
    (entry): entry is KeyValue => typeof entry === 'object' && entry !== null && 'key' in entry
  );
}

/** JSON comes parsed or as text, as the field's type is; what is no list is none. */
function parsed(value: unknown): unknown[] {
  if (typeof value !== 'string') {
    return Array.isArray(value) ? value : [];
  }
  try {
    return parsed(JSON.parse(value));
  } catch {
    return [];
  }
}
