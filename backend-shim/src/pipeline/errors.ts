/** The same call may succeed later; the caller waits and tries again, and loses nothing. */
export class RetryableError extends Error {
  override name = 'RetryableError';
}

/** The bytes are no export of this signal in this encoding. */
export class UndecodableError extends Error {
  override name = 'UndecodableError';
}
