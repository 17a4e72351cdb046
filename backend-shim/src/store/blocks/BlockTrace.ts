import type { LogRecord } from '../../pipeline/records.ts';
import type { TraceSpans } from '../../pipeline/spans/TraceSpans.ts';

/** A trace, or a part of it, as it stands in a block. */
export interface BlockTrace {
  /** 32 hexadecimal digits; empty for log records that belong to no trace. */
  traceId: string;
  /** The time under which it is filed, whole ms since 1970. */
  filedAt: number;
  /** Null where only log records of it have come. */
  spans: TraceSpans | null;
  logs: LogRecord[];
}
