import type { Analysis } from '../../pipeline/analysis.ts';
import type { LogRecord, Span } from '../../pipeline/records.ts';
import { analyseTrace } from '../analyseTrace.ts';
import { prepare } from '../prepare.ts';
import { traceId } from './build.ts';

/** What is derived of these records, as the shim does it: prepared, then analysed. */
export function analyse(spans: Span[], logs: LogRecord[] = []): Analysis {
  const prepared = prepare({ spans, logs, points: [], rejected: [] });
  return analyseTrace({ traceId, spans: prepared.spans, logs: prepared.logs });
}
