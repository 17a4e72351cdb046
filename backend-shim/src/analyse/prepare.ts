import type { Export, LogRecord, MetricPoint } from '../pipeline/records.ts';
import { createScrubber, type Scrubber } from './privacy/createScrubber.ts';
import { createScrubSpan } from './scrubSpan.ts';

/** What may be stored of records: texts without secrets and values of SQL. */
export interface Prepare {
  log(log: LogRecord): LogRecord;
  point(point: MetricPoint): MetricPoint;
}

export function createPrepare(scrubber: Scrubber): Prepare {
  return {
    log: (log) => ({
      ...log,
      body: scrubber.logText(log.body),
      attributes: scrubber.attributes(log.attributes),
      resource: scrubber.resource(log.resource),
    }),
    point: (point) => ({
      ...point,
      attributes: scrubber.attributes(point.attributes),
      resource: scrubber.resource(point.resource),
    }),
  };
}

const scrubber = createScrubber();
const scrubSpan = createScrubSpan(scrubber);
const { log, point } = createPrepare(scrubber);

/** What may be stored of an export by the rules that are always there. Of spans in columns, `createPrepareSpan` is the way. */
export function prepare<T extends Pick<Export, 'spans' | 'logs' | 'points'>>(exported: T): T {
  return {
    ...exported,
    spans: exported.spans.map((span) => ({ ...scrubSpan(span), resource: scrubber.resource(span.resource) })),
    logs: exported.logs.map(log),
    points: exported.points.map(point),
  };
}
