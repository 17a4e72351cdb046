import type { Frame } from '../../../../contract/frames.ts';
import type { AttributeValue, LogRecord, Resource, Span } from '../../pipeline/records.ts';
import { mergeRecords } from '../../store/mergeRecords.ts';
import { decodeRecords } from '../../store/partCodec.ts';
import { makeFrame } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { selectParts } from './sql.ts';

const notSampled =
  'Only log records of this trace have arrived: the store did not sample the request. ' +
  'A sampling rate of 1 in the store keeps every trace.';
const unknown =
  'This trace is not stored: the store did not sample it, it is still under way, or it is older than what is kept.';

interface KeyValue {
  key: string;
  value: AttributeValue;
}

/** As the trace view reads it; times in ms with microseconds as the fraction. */
interface TraceLog {
  timestamp: number;
  name: string;
  fields: KeyValue[];
}

/** One trace as Grafana's trace view wants it. Log records are shown with the span that wrote them. */
export const trace: QueryHandler<'trace'> = async ({ traceId }, { pool }) => {
  const parts = await selectParts(pool, traceId);
  const { spans, logs } = mergeRecords(
    parts.map(({ kind, version, body }) => ({
      spans: kind === 'spans' ? decodeRecords<Span>(version, body, traceId) : [],
      logs: kind === 'logs' ? decodeRecords<LogRecord>(version, body, traceId) : [],
    }))
  );
  if (spans.length === 0) {
    return [traceFrame([], new Map(), logs.length > 0 ? notSampled : unknown)];
  }
  const note = spans.some((span) => span.parentSpanId === '')
    ? ''
    : 'The first span of this trace has not arrived (yet), so its name and duration are not known.';
  return [traceFrame(spans, logsBySpan(spans, logs), note)];
};

function logsBySpan(spans: Span[], logs: LogRecord[]): Map<string, TraceLog[]> {
  const ids = new Set(spans.map((span) => span.spanId));
  const root = spans.find((span) => span.parentSpanId === '') ?? spans[0];
  const bySpan = new Map<string, TraceLog[]>();
  const add = (spanId: string, log: TraceLog) => bySpan.set(spanId, [...(bySpan.get(spanId) ?? []), log]);
  for (const span of spans) {
    for (const event of span.events) {
      add(span.spanId, { timestamp: event.time / 1000, name: event.name, fields: keyValues(event.attributes) });
    }
  }
  for (const log of logs) {
    const fields = [
      { key: 'message', value: log.body },
      { key: 'severity', value: log.severity },
      ...keyValues(log.attributes),
    ];
    add(ids.has(log.spanId) ? log.spanId : root.spanId, { timestamp: log.time / 1000, name: 'log', fields });
  }
  bySpan.forEach((all) => all.sort((a, b) => a.timestamp - b.timestamp));
  return bySpan;
}

function traceFrame(spans: Span[], logs: Map<string, TraceLog[]>, note: string): Frame {
  const statusCodes = { unset: 0, ok: 1, error: 2 };
  const column = <T>(value: (span: Span) => T) => spans.map(value);
  return makeFrame(
    'trace',
    [
      { name: 'traceID', type: 'string', values: column((span) => span.traceId) },
      { name: 'spanID', type: 'string', values: column((span) => span.spanId) },
      { name: 'parentSpanID', type: 'string', values: column((span) => span.parentSpanId) },
      { name: 'operationName', type: 'string', values: column((span) => span.name) },
      { name: 'serviceName', type: 'string', values: column((span) => span.resource.service) },
      { name: 'kind', type: 'string', values: column((span) => span.kind) },
      { name: 'statusCode', type: 'int64', values: column((span) => statusCodes[span.status]) },
      { name: 'statusMessage', type: 'string', values: column((span) => span.statusMessage) },
      { name: 'serviceTags', type: 'json.RawMessage', values: column((span) => serviceTags(span.resource)) },
      { name: 'startTime', type: 'float64', values: column((span) => span.start / 1000) },
      { name: 'duration', type: 'float64', values: column((span) => span.duration / 1000) },
      { name: 'logs', type: 'json.RawMessage', values: column((span) => logs.get(span.spanId) ?? []) },
      { name: 'references', type: 'json.RawMessage', values: column(() => []) },
      { name: 'tags', type: 'json.RawMessage', values: column((span) => keyValues(span.attributes)) },
    ],
    {
      preferredVisualisationType: 'trace',
      ...(note === '' ? {} : { notices: [{ severity: 'warning' as const, text: note }] }),
    }
  );
}

function keyValues(attributes: Record<string, AttributeValue>): KeyValue[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value }));
}

function serviceTags(resource: Resource): KeyValue[] {
  return keyValues({
    'service.name': resource.service,
    'deployment.environment.name': resource.environment,
    'service.version': resource.mahoVersion,
    'process.runtime.version': resource.phpVersion,
    'host.name': resource.host,
  }).filter(({ value }) => value !== null);
}
