/** What became of an item in a stage. What may be retried (a database that is away) is thrown as {@link RetryableError}. */
export type Outcome<T> =
  | { kind: 'ok'; value: T }
  /** Left out on purpose, for a reason that is counted. */
  | { kind: 'drop'; reason: string }
  /** Can never be processed: kept aside with the reason, so that nothing is lost and nothing blocks. */
  | { kind: 'deadLetter'; reason: string };

/** The same call may succeed later; the caller waits and tries again, and loses nothing. */
export class RetryableError extends Error {
  override name = 'RetryableError';
}

/** The bytes are no export of this signal in this encoding. */
export class UndecodableError extends Error {
  override name = 'UndecodableError';
}
