import type { RequestContext, TraceFacts } from '../../pipeline/analysis.ts';
import type { Span } from '../../pipeline/records.ts';
import type { SplitTrace } from '../join/splitTrace.ts';
import type { SpanCounts } from './countSpans.ts';

/** Null while no span of the trace has come. */
export function traceFacts(
  traceId: string,
  { root, request, spans }: SplitTrace,
  counts: SpanCounts,
  context: RequestContext
): TraceFacts | null {
  const first = root ?? request[0] ?? spans[0];
  if (!first) {
    return null;
  }
  return {
    ...context,
    traceId,
    name: first.name,
    rootKind: root?.kind ?? null,
    start: first.start,
    duration: root ? root.duration : counts.length,
    failed: hasFailed(root, context),
    spanCount: counts.spans,
    queryCount: counts.queries,
    queryTime: counts.queryTime,
    slowQueryCount: counts.slowQueries,
    resource: first.resource,
  };
}

/** Answered 5xx or ended by an exception: Maho sets an error status on a root for nothing else. */
export function hasFailed(root: Span | null, { httpStatus }: RequestContext): boolean {
  return root !== null && (root.status === 'error' || (httpStatus !== null && httpStatus >= 500));
}
