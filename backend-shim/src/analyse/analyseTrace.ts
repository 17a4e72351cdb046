import type { Analysis, TraceRecords } from '../pipeline/analysis.ts';
import { analyseSplit } from './analyseSplit.ts';
import { splitTrace } from './join/splitTrace.ts';
import { countSpans } from './performance/countSpans.ts';

/**
 * Derives all that Insights says of a trace. Takes prepared records, complete or not, repeated or not, in any order: the
 * same records always give the same answer, and more of them never change the id of what was told before but where a
 * failure turns out to be another one's cause.
 */
export function analyseTrace({ traceId, spans, logs }: TraceRecords): Analysis {
  const trace = splitTrace(spans);
  return analyseSplit(traceId, trace, countSpans(trace), logs);
}
