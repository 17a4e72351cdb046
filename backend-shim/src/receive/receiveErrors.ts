import { RetryableError } from '../pipeline/errors.ts';

/** The content type or content encoding is none that OTLP/HTTP knows. */
export class UnsupportedMediaError extends Error {
  override name = 'UnsupportedMediaError';
}

/** Longer than the limit, before or after decompression. */
export class TooLargeError extends Error {
  override name = 'TooLargeError';
}

/** So much is being received at once that no more memory may be used. */
export class OverloadError extends RetryableError {
  override name = 'OverloadError';
}

/** Not POST. */
export class MethodError extends Error {
  override name = 'MethodError';
}

/** The sender went away: there is nobody to answer. */
export class AbortedError extends Error {
  override name = 'AbortedError';
}
