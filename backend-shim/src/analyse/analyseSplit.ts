import type { Analysis, Occurrence, RequestContext } from '../pipeline/analysis.ts';
import type { LogRecord, Resource, Span } from '../pipeline/records.ts';
import { businessEvents } from './commerce/businessEvents.ts';
import type { QueuedMessage, SplitTrace } from './join/splitTrace.ts';
import { contextOf } from './performance/contextOf.ts';
import type { SpanCounts } from './performance/countSpans.ts';
import { hasFailed, traceFacts } from './performance/traceFacts.ts';
import { occurrencesOf } from './problems/occurrencesOf.ts';

/**
 * Derives all that Insights says of a trace. `counts` is of all its spans, of which `trace` has to hold only those that
 * tell something: roots, the earliest, those with events, and the last that name an action, a visitor, a cart or a payment.
 */
export function analyseSplit(traceId: string, trace: SplitTrace, counts: SpanCounts, logs: LogRecord[]): Analysis {
  const uniqueLogs = uniqueByIdentity(logs);
  const context = contextOf(trace, uniqueLogs);
  return {
    trace: traceFacts(traceId, trace, counts, context),
    occurrences: allOccurrences(traceId, trace, uniqueLogs, context),
    events: businessEvents(trace.spans, context),
  };
}

function allOccurrences(traceId: string, trace: SplitTrace, logs: LogRecord[], context: RequestContext): Occurrence[] {
  if (traceId === '') {
    // Records without a trace have nothing in common.
    return logs.flatMap((log) =>
      requestOccurrences('', trace, [log], { ...context, service: log.resource.service }, log.identity)
    );
  }
  const ofMessages = new Set(trace.messages.flatMap((message) => message.spans.map((span) => span.spanId)));
  const ofRequest = logs.filter((log) => !ofMessages.has(log.spanId));
  return [
    ...requestOccurrences(traceId, trace, ofRequest, context, ''),
    ...trace.messages.flatMap((message) => messageOccurrences(traceId, message, logs, context)),
  ];
}

function requestOccurrences(
  traceId: string,
  trace: SplitTrace,
  logs: LogRecord[],
  context: RequestContext,
  key: string
): Occurrence[] {
  return occurrencesOf({
    traceId,
    key,
    root: trace.root,
    spans: trace.request,
    logs,
    context,
    resource: resourceOf(trace.root, trace.request, logs),
    failed: hasFailed(trace.root, context),
    canDie: true,
  });
}

/** A message is worked on long after its request: it keeps whose it is, but neither its address nor its outcome. */
function messageOccurrences(
  traceId: string,
  { root, spans }: QueuedMessage,
  logs: LogRecord[],
  context: RequestContext
): Occurrence[] {
  const ids = new Set(spans.map((span) => span.spanId));
  return occurrencesOf({
    traceId,
    // Not its span's id, which is not kept for ever.
    key: `${root.start} ${root.name}`,
    root,
    spans,
    logs: logs.filter((log) => ids.has(log.spanId)),
    context: { ...context, area: 'queue', method: null, path: null, route: null, httpStatus: null },
    resource: root.resource,
    failed: root.status === 'error',
    canDie: false,
  });
}

function resourceOf(root: Span | null, spans: Span[], logs: LogRecord[]): Resource {
  return (
    (root ?? spans[0] ?? logs[0])?.resource ?? {
      service: '',
      environment: null,
      mahoVersion: null,
      phpVersion: null,
      host: null,
    }
  );
}

function uniqueByIdentity(logs: LogRecord[]): LogRecord[] {
  const unique = new Map(logs.map((log) => [log.identity, log]));
  return [...unique.values()].sort((a, b) => a.time - b.time || (a.identity < b.identity ? -1 : 1));
}
