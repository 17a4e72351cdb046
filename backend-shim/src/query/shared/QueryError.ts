import type { ErrorResponse } from '../../../../contract/frames.ts';

export type ErrorCode = ErrorResponse['error']['code'];

export const httpStatusOf: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unavailable: 503,
  internal: 500,
};

/** An answer other than the wanted one; the message is a sentence for whoever asked. */
export class QueryError extends Error {
  override name = 'QueryError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
