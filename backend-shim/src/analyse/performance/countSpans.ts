import type { Attributes, Span } from '../../pipeline/records.ts';
import type { SplitTrace } from '../join/splitTrace.ts';

/** What is counted over the spans of a trace; durations in microseconds. */
export interface SpanCounts {
  /** Of the whole trace; all else is of the request, without the queued messages that it left behind. */
  spans: number;
  queries: number;
  queryTime: number;
  slowQueries: number;
  /** From the first start to the last end; of the whole trace while only queued messages have come. */
  length: number;
}

export const slowQuery = 500_000;

export const queryKeys = ['db.system.name', 'db.query.text', 'db.system'] as const;

export function countSpans({ spans, request }: SplitTrace): SpanCounts {
  const queries = request.filter(({ attributes }) => isQuery(attributes));
  return {
    spans: spans.length,
    queries: queries.length,
    queryTime: queries.reduce((sum, span) => sum + span.duration, 0),
    slowQueries: queries.filter((span) => span.duration >= slowQuery).length,
    length: lengthOf(request.length > 0 ? request : spans),
  };
}

export function isQuery(attributes: Attributes): boolean {
  return queryKeys.some((key) => attributes[key] !== undefined);
}

function lengthOf(spans: Span[]): number {
  const start = spans[0]?.start ?? 0;
  return spans.reduce((end, span) => Math.max(end, span.start + span.duration), start) - start;
}
