/** For how long data are kept, in milliseconds. */
export interface Retention {
  /** Spans and log records, the rows of traces, and roll-ups by minute. */
  traces: number;
  /** Occurrences of problems, and business events. */
  occurrences: number;
  /** Roll-ups by hour and day. */
  metrics: number;
}
