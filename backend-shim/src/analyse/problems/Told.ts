import type { PhpError } from '../join/phpError.ts';
import type { ToldException } from '../join/StackText.ts';

/** One telling of an exception; the same failure is told by several spans and log records. */
export interface ToldFailure {
  /** The thrown exception first, then each one that it wraps; never empty. */
  chain: ToldException[];
  time: number;
  source: 'span' | 'log';
  /** On the root span itself. */
  onRoot: boolean;
}

export interface ToldPhpError extends PhpError {
  time: number;
}

export interface ToldText {
  text: string;
  time: number;
  /** Of the log record. */
  identity: string;
}

/** All that a request, or a queued message, tells of failures. */
export interface Told {
  failures: ToldFailure[];
  phpErrors: ToldPhpError[];
  texts: ToldText[];
}
