import type { RequestContext, TraceFacts } from '../../pipeline/analysis.ts';
import type { Span } from '../../pipeline/records.ts';
import type { SplitTrace } from '../join/splitTrace.ts';

const slowQuery = 500_000;

/** Null while no span of the trace has come. */
export function traceFacts(traceId: string, trace: SplitTrace, context: RequestContext): TraceFacts | null {
  const { root, spans } = trace;
  const first = root ?? trace.request[0] ?? spans[0];
  if (!first) {
    return null;
  }
  const queries = trace.request.filter(isQuery);
  return {
    ...context,
    traceId,
    name: first.name,
    rootKind: root?.kind ?? null,
    start: first.start,
    duration: root ? root.duration : lengthOf(trace.request.length > 0 ? trace.request : spans),
    failed: hasFailed(root, context),
    spanCount: spans.length,
    queryCount: queries.length,
    queryTime: queries.reduce((sum, span) => sum + span.duration, 0),
    slowQueryCount: queries.filter((span) => span.duration >= slowQuery).length,
    resource: first.resource,
  };
}

/** Answered 5xx or ended by an exception: Maho sets an error status on a root for nothing else. */
export function hasFailed(root: Span | null, { httpStatus }: RequestContext): boolean {
  return root !== null && (root.status === 'error' || (httpStatus !== null && httpStatus >= 500));
}

function isQuery({ attributes }: Span): boolean {
  return (
    attributes['db.system.name'] !== undefined ||
    attributes['db.query.text'] !== undefined ||
    attributes['db.system'] !== undefined
  );
}

/** From the first start to the last end. */
function lengthOf(spans: Span[]): number {
  let end = spans[0].start;
  for (const span of spans) {
    end = Math.max(end, span.start + span.duration);
  }
  return end - spans[0].start;
}
