import type { Pool } from 'mysql2/promise';
import type { Analysis } from '../pipeline/analysis.ts';
import type { LogRecord, MetricPoint } from '../pipeline/records.ts';
import type { Contribution } from '../pipeline/rollups.ts';
import type { TraceSpans } from '../pipeline/spans/TraceSpans.ts';
import type { Batch, SpoolPosition } from './Batch.ts';

/** What the store asks of analysis: pure functions, so that what they told before can be told again and taken back. */
export interface Analyser {
  /** `traceId` is empty for log records without a trace. */
  analyse(spans: TraceSpans | null, logs: LogRecord[], traceId: string): Analysis;
  contributions(spans: TraceSpans | null, analysis: Analysis): Contribution[];
  counters(points: MetricPoint[]): Contribution[];
  /** Log records by what they say, each counted once. */
  patterns(logs: LogRecord[]): Contribution[];
  /** The statement that stands behind a `query` of the roll-ups; null where it is not known. */
  queryText(query: string): string | null;
  /** Whether a log record may tell of a failure; others change nothing that is derived. */
  tells(log: LogRecord): boolean;
}

export interface Store {
  /**
   * Brings the database's tables to this version; does nothing where they are. Safe when several shims start at once.
   * @throws Error that says what is wrong and what to do, {@link RetryableError} while the database is away.
   */
  migrate(): Promise<void>;
  /**
   * Stores a batch in one transaction, exactly once: a batch at or behind its spool's stored position is not stored
   * again, nor are records that came before (retries, in this or another shim, within two days).
   * Appends to the batch's tables what it had to read.
   * @throws RetryableError when the database is away or overloaded (nothing is stored, or the position tells that it
   * is; the same call may succeed later); any other error means that this batch can never be stored as it is.
   */
  write(batch: Batch): Promise<void>;
  /** How far a spool is stored. */
  position(spoolId: string): Promise<SpoolPosition | null>;
  /** @throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  pool: Pool;
}
