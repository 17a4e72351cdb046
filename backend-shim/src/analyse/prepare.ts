import type { Export, LogRecord, MetricPoint } from '../pipeline/records.ts';
import { scrubAttributes } from './privacy/scrubAttributes.ts';
import { scrubLogStack } from './privacy/scrubStack.ts';
import { scrubSpan } from './scrubSpan.ts';

/** What may be stored of a log record: texts without secrets and values of SQL. */
export function prepareLog(log: LogRecord): LogRecord {
  return { ...log, body: scrubLogStack(log.body), attributes: scrubAttributes(log.attributes) };
}

export function preparePoint(point: MetricPoint): MetricPoint {
  return { ...point, attributes: scrubAttributes(point.attributes) };
}

/** What may be stored of an export, all of it as objects. Of spans in columns, `createPrepareSpan` is the way. */
export function prepare<T extends Pick<Export, 'spans' | 'logs' | 'points'>>(exported: T): T {
  return {
    ...exported,
    spans: exported.spans.map(scrubSpan),
    logs: exported.logs.map(prepareLog),
    points: exported.points.map(preparePoint),
  };
}
