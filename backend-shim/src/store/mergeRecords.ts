import type { TraceRecords } from '../pipeline/analysis.ts';
import type { LogRecord, Span } from '../pipeline/records.ts';

/**
 * Joins the parts of a trace, whatever their order, into the same records: each span and log record once, by time.
 * Of a span that was told twice with different content, the one that lasted longer is the later state.
 */
export function mergeRecords(parts: Array<{ spans: Span[]; logs: LogRecord[] }>): TraceRecords {
  const spans = new Map<string, Span>();
  const logs = new Map<string, LogRecord>();
  for (const part of parts) {
    for (const span of part.spans) {
      const known = spans.get(span.spanId);
      spans.set(span.spanId, known ? later(known, span) : span);
    }
    for (const log of part.logs) {
      logs.set(log.identity, log);
    }
  }
  const merged = {
    spans: [...spans.values()].sort((a, b) => a.start - b.start || compare(a.spanId, b.spanId)),
    logs: [...logs.values()].sort((a, b) => a.time - b.time || compare(a.identity, b.identity)),
  };
  return { traceId: merged.spans[0]?.traceId ?? merged.logs[0]?.traceId ?? '', ...merged };
}

function later(a: Span, b: Span): Span {
  if (a.duration !== b.duration) {
    return a.duration > b.duration ? a : b;
  }
  // Any choice will do, as long as it does not depend on which came first.
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
