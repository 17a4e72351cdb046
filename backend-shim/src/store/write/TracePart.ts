import type { Analysis } from '../../pipeline/analysis.ts';
import type { LogRecord } from '../../pipeline/records.ts';
import type { RowRuns, TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import { partBits } from '../tables/traceHeads.ts';

/** What a batch holds of one trace, or of one log record without a trace. */
export interface TracePart {
  /** The trace, or a hash of the identity of a log record without one; 32 hexadecimal digits. */
  groupId: string;
  /** Empty for a log record without a trace. */
  traceId: string;
  runs: RowRuns;
  spans: TraceSpans | null;
  logs: LogRecord[];
  /** Whether any of the log records may tell of a failure. */
  isTelling: boolean;
  /** The earliest time it tells, microseconds since 1970. */
  start: number;
  /** Under which it is filed, ms since 1970. */
  filedAt: number;
}

export function bitsOf(part: TracePart): number {
  return (
    (part.spans ? partBits.spans : 0) |
    (part.logs.length > 0 ? partBits.logs : 0) |
    (part.isTelling ? partBits.tellingLogs : 0)
  );
}

/** What is derived of a trace, with the times under which it is filed. */
export interface Derived {
  groupId: string;
  analysis: Analysis;
  /** Microseconds that its times are moved by: a clock told nonsense. */
  shift: number;
  filedAt: number;
}
