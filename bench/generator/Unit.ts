import type { Counts } from './Counts.ts';

export type Signal = 'traces' | 'logs' | 'metrics';

/** One export, ready to be sent again and again: its bytes, and where they change each time. */
export interface PreparedExport {
  signal: Signal;
  /** A whole HTTP request: head and body. */
  request: Buffer;
  /** Offsets in `request`; of each the place of its trace in {@link Unit.traces}. */
  traceIdAt: Int32Array;
  traceIdOf: Int32Array;
  /** Trace ids written as 32 hexadecimal digits. */
  traceTextAt: Int32Array;
  traceTextOf: Int32Array;
  spanIdAt: Int32Array;
  /** The recorded ids as two halves. */
  spanIdHigh: Uint32Array;
  spanIdLow: Uint32Array;
  /** Span ids written as 16 hexadecimal digits. */
  spanTextAt: Int32Array;
  spanTextHigh: Uint32Array;
  spanTextLow: Uint32Array;
  timeAt: Int32Array;
  /** Recorded times, ns after {@link Unit.at}. */
  time: Float64Array;
  /** Runs of digits in SQL that differ between requests: offset, length, offset, length, ... */
  digits: Int32Array;
  counts: Counts;
}

/** All exports of one request of the shop, in the order in which its worker sent them. */
export interface Unit {
  /** When its first export was recorded, ms since 1970. */
  at: number;
  exports: PreparedExport[];
  /** Recorded ids, 32 hexadecimal digits, of the traces of which there are spans, then of those only named. */
  traces: string[];
  /** Spans of each of `traces`. */
  spansOf: number[];
  spans: number;
}
