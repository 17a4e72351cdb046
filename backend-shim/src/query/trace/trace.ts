import type { Frame } from '../../../../contract/frames.ts';
import type { KeyValue, SpanLog, SpanRow } from '../../../../contract/rows.ts';
import type { Attributes, LogRecord, Resource, Span } from '../../pipeline/records.ts';
import { spanOf } from '../../pipeline/spans/spanOf.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { noParent, type TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';

const notSampled =
  'Only log records of this trace have arrived: the store did not sample the request. ' +
  'A sampling rate of 1 in the store keeps every trace.';
const dropped =
  'The spans of this trace are not kept: the storage policy keeps all failed, slow and rare requests and ' +
  'INSIGHTS_KEEP_PERCENT of the others. It is counted in every figure.';
const unknown =
  'The store may not have sampled the request (Maho samples one in ten where nothing else is set), its last export may ' +
  'still be under way, or the trace is older than what is kept.';
const withoutRoot = 'The first span of this trace has not arrived (yet), so its name and duration are not known.';

const statusCodes = { unset: 0, ok: 1, error: 2 };

/** One trace as Grafana's trace view wants it. Log records are shown with the span that wrote them. */
export const trace: QueryHandler<'trace'> = async ({ traceId }, { readTrace }) => {
  const found = await readTrace(traceId);
  if (!found?.spans) {
    return [traceFrame([], found?.dropped ? dropped : found ? notSampled : unknown)];
  }
  const rows = rowsOf(found.spans, found.templates);
  addLogs(rows, found.logs);
  return [traceFrame(rows, rows.some((row) => row.parentSpanID === '') ? '' : withoutRoot)];
};

function rowsOf(spans: TraceSpans, templates: TemplateTable): SpanRow[] {
  return Array.from(spans.parents, (parent, at) => {
    const span = spanOf(spans, at, templates);
    // A loop of parents was broken, whatever its spans say.
    return rowOf(parent === noParent ? { ...span, parentSpanId: '' } : span);
  });
}

function rowOf({ resource, attributes, events, ...span }: Span): SpanRow {
  return {
    traceID: span.traceId,
    spanID: span.spanId,
    parentSpanID: span.parentSpanId,
    operationName: span.name,
    serviceName: resource.service,
    kind: span.kind,
    statusCode: statusCodes[span.status],
    statusMessage: span.statusMessage,
    serviceTags: serviceTags(resource),
    startTime: span.start / 1000,
    duration: span.duration / 1000,
    logs: events.map(({ time, name, attributes: of }) => ({ timestamp: time / 1000, name, fields: keyValues(of) })),
    references: [],
    tags: keyValues(attributes),
  };
}

/** To the span that wrote each, or where that has not come, to the root. */
function addLogs(rows: SpanRow[], logs: LogRecord[]): void {
  const byId = new Map(rows.map((row) => [row.spanID, row]));
  const root = rows.find((row) => row.parentSpanID === '') ?? rows[0];
  for (const log of logs) {
    (byId.get(log.spanId) ?? root).logs.push(spanLogOf(log));
  }
  rows.forEach((row) => row.logs.sort((a, b) => a.timestamp - b.timestamp));
}

function spanLogOf({ time, body, severity, attributes }: LogRecord): SpanLog {
  const fields = [{ key: 'message', value: body }, { key: 'severity', value: severity }, ...keyValues(attributes)];
  return { timestamp: time / 1000, name: 'log', fields };
}

function keyValues(attributes: Attributes): KeyValue[] {
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

const columns: TableColumns<SpanRow> = {
  traceID: { type: 'string' },
  spanID: { type: 'string' },
  parentSpanID: { type: 'string' },
  operationName: { type: 'string' },
  serviceName: { type: 'string' },
  kind: { type: 'string' },
  statusCode: { type: 'int64' },
  statusMessage: { type: 'string' },
  serviceTags: { type: 'json.RawMessage' },
  startTime: { type: 'float64' },
  duration: { type: 'float64' },
  logs: { type: 'json.RawMessage' },
  references: { type: 'json.RawMessage' },
  tags: { type: 'json.RawMessage' },
};

function traceFrame(rows: SpanRow[], note: string): Frame {
  return makeTable('trace', columns, rows, {
    preferredVisualisationType: 'trace',
    ...(note === '' ? {} : { notices: [{ severity: 'warning' as const, text: note }] }),
  });
}
