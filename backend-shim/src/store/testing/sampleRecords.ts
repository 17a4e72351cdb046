import type { LogRecord, Resource, Span } from '../../pipeline/records.ts';

const resource: Resource = {
  service: 'shop',
  environment: null,
  mahoVersion: '26.9.0',
  phpVersion: null,
  host: 'web-1',
};

export function sampleSpan(changes: Partial<Span> = {}): Span {
  return {
    traceId: '0a'.repeat(16),
    spanId: '1',
    parentSpanId: '',
    name: 'GET',
    kind: 'server',
    start: 1_000,
    duration: 100,
    status: 'unset',
    statusMessage: '',
    attributes: { 'http.route': 'cms/index/index' },
    events: [],
    resource,
    ...changes,
  };
}

export function sampleLog(changes: Partial<LogRecord> = {}): LogRecord {
  return {
    identity: 'log 1',
    traceId: '0a'.repeat(16),
    spanId: '',
    time: 1_000,
    severity: 17,
    body: 'text',
    attributes: {},
    resource,
    ...changes,
  };
}
