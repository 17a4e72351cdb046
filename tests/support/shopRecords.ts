import { createHash } from 'node:crypto';
import type {
  Analysis,
  BusinessEvent,
  Occurrence,
  RequestContext,
  TraceRecords,
} from '../../backend-shim/src/pipeline/analysis.ts';
import type { LogRecord, MetricPoint, Resource, Span } from '../../backend-shim/src/pipeline/records.ts';

/** 2026-11-23T12:00:00Z, in microseconds. */
export const noon = Date.UTC(2026, 10, 23, 12) * 1000;
const second = 1_000_000;

export function hexId(text: string, digits = 32): string {
  return createHash('md5').update(text).digest('hex').slice(0, digits);
}

export function resourceOf(service = 'shop'): Resource {
  return { service, environment: 'production', mahoVersion: '26.9.0', phpVersion: '8.4.27', host: 'web-1' };
}

/** A root span of kind server, or with `parent`, a span of SQL under it. */
export function makeSpan(trace: string, name: string, changes: Partial<Span> & { parent?: string } = {}): Span {
  const { parent, ...rest } = changes;
  return {
    traceId: hexId(trace),
    spanId: hexId(`${trace} ${name}`, 16),
    parentSpanId: parent ? hexId(`${trace} ${parent}`, 16) : '',
    name,
    kind: parent ? 'client' : 'server',
    start: noon,
    duration: parent ? 5_000 : 250_000,
    status: 'unset',
    statusMessage: '',
    attributes: parent ? { 'db.query.text': 'SELECT ?' } : { 'maho.store_id': 1, 'http.response.status_code': 200 },
    events: [],
    resource: resourceOf(),
    ...rest,
  };
}

export function makeLog(trace: string | null, body: string, changes: Partial<LogRecord> = {}): LogRecord {
  return {
    identity: hexId(`log ${trace} ${body} ${changes.time ?? noon}`),
    traceId: trace === null ? '' : hexId(trace),
    spanId: '',
    time: noon + second / 10,
    severity: 17,
    body,
    attributes: {},
    resource: resourceOf(),
    ...changes,
  };
}

export function makePoint(name: string, value: number, changes: Partial<MetricPoint> = {}): MetricPoint {
  return {
    identity: hexId(
      `point ${name} ${value} ${changes.time ?? noon} ${JSON.stringify(changes.attributes)} ${changes.resource?.service}`
    ),
    name,
    unit: '',
    time: noon,
    count: value,
    sum: value,
    min: null,
    max: null,
    attributes: {},
    traceId: '',
    resource: resourceOf(),
    ...changes,
  };
}

/** `count` requests told by the shop's own counters, each of `ms`. */
export function makeRequests(
  count: number,
  status: number,
  ms: number,
  changes: Partial<MetricPoint> = {}
): MetricPoint {
  return makePoint('http.server.request.duration', count, {
    unit: 's',
    sum: (count * ms) / 1000,
    attributes: { 'http.request.method': 'GET', 'http.response.status_code': status },
    identity: hexId(`requests ${count} ${status} ${ms} ${changes.time ?? noon} ${changes.resource?.service}`),
    ...changes,
  });
}

/**
 * A small stand-in for the analysis, with rules that a test can read: a root with status `error`, or a log record of
 * severity 17 and above, is one failure; its kind is the first word of the root's message, or else of the log's body.
 * Span events `order` and `cart` are business events.
 */
export function analyseSimply({ traceId, spans, logs }: TraceRecords): Analysis {
  const root = spans.find((span) => span.parentSpanId === '') ?? null;
  const first = root ?? spans[0] ?? null;
  const resource = first?.resource ?? logs[0]?.resource ?? resourceOf();
  const context = contextOf(root, resource);
  const log = logs.find((record) => record.severity >= 17);
  const failed = root?.status === 'error';
  const message = (failed ? root?.statusMessage : '') || (log?.body ?? '');
  return {
    trace: first && {
      ...context,
      traceId,
      name: first.name,
      rootKind: root?.kind ?? null,
      start: first.start,
      duration: first.duration,
      failed,
      spanCount: spans.length,
      queryCount: spans.filter((span) => 'db.query.text' in span.attributes).length,
      queryTime: spans.reduce((sum, span) => sum + ('db.query.text' in span.attributes ? span.duration : 0), 0),
      slowQueryCount: spans.filter((span) => 'db.query.text' in span.attributes && span.duration >= 500_000).length,
      resource,
    },
    occurrences:
      failed || log
        ? [occurrenceOf(traceId, message, first?.start ?? log?.time ?? 0, context, resource, failed, log)]
        : [],
    events: spans.flatMap((span) => span.events.map((event, place) => eventOf(span, place, event, context))),
  };
}

function contextOf(root: Span | null, resource: Resource): RequestContext {
  const attributes = root?.attributes ?? {};
  const number = (name: string) => (typeof attributes[name] === 'number' ? attributes[name] : null);
  const storeId = number('maho.store_id');
  return {
    service: resource.service,
    storeId,
    storeCode: storeId === null ? null : `store${storeId}`,
    websiteId: storeId === null ? null : 1,
    area: root ? 'frontend' : null,
    method: root?.kind === 'server' ? 'GET' : null,
    path: root?.kind === 'server' ? `/${root.name}` : null,
    route: root?.kind === 'server' ? `module/${root.name}` : null,
    httpStatus: root?.status === 'error' && root.kind === 'server' ? 500 : number('http.response.status_code'),
    visitorId: number('visitor'),
    customerId: number('customer'),
    cartId: null,
  };
}

function occurrenceOf(
  traceId: string,
  message: string,
  time: number,
  context: RequestContext,
  resource: Resource,
  failed: boolean,
  log: LogRecord | undefined
): Occurrence {
  const type = message.split(' ')[0];
  return {
    ...context,
    id: hexId(`occurrence ${traceId || log?.identity} ${type} ${message}`),
    problemId: hexId(`problem ${type}`),
    groupingVersion: 1,
    traceId,
    time,
    type,
    message,
    title: message.replaceAll(/\d+/g, 'N'),
    file: log ? `/srv/shop/app/${type}.php` : `${type}.php`,
    line: 12,
    handled: !failed && !message.endsWith('!'),
    duration: 250_000,
    stack: [{ type, message, file: `${type}.php`, line: 12, frames: [] }],
    orderNumber: null,
    paymentMethod: null,
    resource,
  };
}

function eventOf(span: Span, place: number, event: Span['events'][number], context: RequestContext): BusinessEvent {
  const { number, total, currency } = event.attributes as { number: string; total: number; currency: string };
  return {
    id: hexId(`event ${span.spanId} ${place}`),
    type: event.name === 'order' ? 'order_placed' : 'cart_add',
    traceId: span.traceId,
    time: event.time,
    service: context.service,
    storeId: context.storeId,
    visitorId: context.visitorId,
    customerId: context.customerId,
    cartId: null,
    order: event.name === 'order' ? { number, total, currency, paymentMethod: 'checkmo', items: 1 } : null,
    data: event.attributes,
  };
}
