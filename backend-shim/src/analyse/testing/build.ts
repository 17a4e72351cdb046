import type { Attributes, LogRecord, Resource, Span, SpanEvent } from '../../pipeline/records.ts';

/** Records in the shape that a Maho store sends, with just what a test is about. */

export const traceId = '0af7651916cd43dd8448eb211c80319c';
const start = 1_795_447_960_000_000;

export const shop: Resource = {
  service: 'shop',
  environment: 'production',
  mahoVersion: '26.9.0',
  phpVersion: '8.4.1',
  host: 'web1',
};

let spanCount = 0;

export function span(name: string, parts: Partial<Span> = {}): Span {
  spanCount += 1;
  return {
    traceId,
    spanId: spanCount.toString(16).padStart(16, '0'),
    parentSpanId: '',
    name,
    kind: 'internal',
    start: start + spanCount,
    duration: 1_000,
    status: 'unset',
    statusMessage: '',
    attributes: {},
    events: [],
    resource: shop,
    ...parts,
  };
}

/** A span below another one. */
export function inside(parent: Span, name: string, parts: Partial<Span> = {}): Span {
  return span(name, { parentSpanId: parent.spanId, ...parts });
}

/** A request's root as Maho describes one that was answered. */
export function answered(route: string, status = 200, parts: Partial<Span> = {}): Span {
  return span(`GET ${route}`, {
    kind: 'server',
    status: status >= 500 ? 'error' : 'ok',
    ...parts,
    attributes: {
      'http.request.method': 'GET',
      'url.path': `/${route}/`,
      'maho.store_id': 1,
      'maho.store_code': 'default',
      'maho.website_id': 1,
      'http.response.status_code': status,
      'http.route': route,
      'maho.area': 'frontend',
      ...parts.attributes,
    },
  });
}

/** A request's root that died: no route, no status, the exception's class as status message. */
export function died(path: string, exception: SpanEvent, parts: Partial<Span> = {}): Span {
  const type = exception.attributes['exception.type'] as string;
  return span('GET', {
    kind: 'server',
    status: 'error',
    statusMessage: type,
    events: [exception],
    ...parts,
    attributes: {
      'http.request.method': 'GET',
      'url.path': path,
      'maho.store_id': 1,
      'error.type': type,
      ...parts.attributes,
    },
  });
}

export function sql(text: string, parts: Partial<Span> = {}): Span {
  return span('SELECT t', {
    kind: 'client',
    ...parts,
    attributes: { 'db.system.name': 'mysql', 'db.query.text': text, ...parts.attributes },
  });
}

/** As OpenTelemetry's PHP SDK records an exception; `frames` as it writes them, without the leading `at`. */
export function exception(type: string, message: string, frames: string[], cause = '', at = start + 500): SpanEvent {
  const head = `${type.replaceAll('\\', '.')}: ${message}`;
  const lines = frames.map((frame) => `\n\tat ${frame}`).join('');
  return {
    name: 'exception',
    time: at,
    attributes: {
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': head + lines + cause,
      'exception.escaped': true,
    },
  };
}

export function event(name: string, attributes: Attributes = {}): SpanEvent {
  return { name, time: start + 700, attributes };
}

let logCount = 0;

export function log(body: string, parts: Partial<LogRecord> = {}): LogRecord {
  logCount += 1;
  return {
    identity: logCount.toString(16).padStart(32, '0'),
    traceId,
    spanId: '',
    time: start + 600,
    severity: 17,
    body,
    attributes: {},
    resource: shop,
    ...parts,
  };
}

/** The two records that every request of a store with legacy modules logs. */
export function noise(): LogRecord[] {
  return [
    log('Legacy XML routing active for 1 frontName(s): acme→Acme_Shipping.', { severity: 10 }),
    log('SameSite cookie attribute downgraded from None to Lax', { severity: 13 }),
  ];
}
