import { RetryableError, UndecodableError } from '../pipeline/errors.ts';
import { MethodError, TooLargeError, UnsupportedMediaError } from './receiveErrors.ts';

/** How a failure is told: the HTTP status, and the code and message of a google.rpc.Status. */
export interface OtlpStatus {
  http: number;
  code: number;
  message: string;
  headers: Record<string, string>;
}

/**
 * The only place that says which failure is which OTLP status. Only 503 makes a sender try again. A PHP worker sleeps
 * while it waits for that, so it is asked to wait no longer than a second.
 */
export function otlpStatus(error: unknown): OtlpStatus {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UndecodableError) {
    return { http: 400, code: 3, message, headers: {} };
  }
  if (error instanceof MethodError) {
    return { http: 405, code: 12, message, headers: { allow: 'POST' } };
  }
  if (error instanceof TooLargeError) {
    return { http: 413, code: 8, message, headers: { connection: 'close' } };
  }
  if (error instanceof UnsupportedMediaError) {
    return { http: 415, code: 3, message, headers: { 'accept-encoding': 'gzip, identity' } };
  }
  if (error instanceof RetryableError) {
    return { http: 503, code: 14, message, headers: { 'retry-after': '1' } };
  }
  return {
    http: 500,
    code: 13,
    message: 'The receiver failed in a way it does not know; its log says more.',
    headers: {},
  };
}
