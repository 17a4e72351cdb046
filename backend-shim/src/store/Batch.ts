import type { LogRecord, MetricPoint } from '../pipeline/records.ts';
import type { SpanTable } from '../pipeline/spans/SpanTable.ts';
import type { RowRuns } from '../pipeline/spans/TraceSpans.ts';

/** Where a spool stands: everything before is stored. */
export interface SpoolPosition {
  /** 32 hexadecimal digits, of the spool's directory. */
  spoolId: string;
  segment: number;
  /** Bytes from the segment's beginning. */
  position: number;
}

/** What is stored in one transaction: the records of some bodies, prepared (secrets and SQL literals already gone). */
export interface Batch {
  spans: SpanTable;
  /** Which rows of `spans` belong to which trace. */
  traces: Map<string, RowRuns>;
  logs: LogRecord[];
  /** Of each export of metrics, with its identity (32 hexadecimal digits): the same in a retry. */
  metrics: Array<{ id: string; points: MetricPoint[] }>;
  /** When the oldest of the bodies came, ms since 1970. */
  receivedAt: number;
  /** Stands after the batch; null where the bodies come from no spool. */
  position: SpoolPosition | null;
}
