import type { Contribution } from '../../pipeline/rollups.ts';
import type { TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import type { LogRecord } from '../../pipeline/records.ts';
import type { Analyser } from '../Store.ts';
import { moveTimes } from './moveTimes.ts';
import type { Derived } from './TracePart.ts';

interface Known {
  groupId: string;
  /** Empty for a log record without a trace. */
  traceId: string;
  spans: TraceSpans | null;
  logs: LogRecord[];
  /** ms since 1970. */
  filedAt: number;
}

/** Analyses what is known of a trace, with its times moved to where it is filed if those cannot be right. */
export function derive(
  { groupId, traceId, spans, logs, filedAt }: Known,
  analyser: Analyser
): { derived: Derived; contributions: Contribution[] } {
  const told = analyser.analyse(spans, logs, traceId);
  const start = startOf(spans, logs);
  const shift = Math.floor(start / 1000) === filedAt ? 0 : filedAt * 1000 - start;
  const analysis = moveTimes(told, shift);
  return {
    derived: { groupId, analysis, shift, filedAt },
    contributions: analyser.contributions(spans, analysis),
  };
}

/** The earliest time told, microseconds since 1970. */
export function startOf(spans: TraceSpans | null, logs: LogRecord[]): number {
  return spans && spans.rows.length > 0
    ? spans.table.start[spans.rows[0]]
    : logs.reduce((earliest, log) => Math.min(earliest, log.time), Infinity);
}
