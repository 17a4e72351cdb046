import type { ErrorRequestHandler } from 'express';
import type { ErrorResponse } from '../../../../contract/frames.ts';
import { RetryableError } from '../../pipeline/errors.ts';
import type { Logger } from '../../pipeline/logger.ts';
import { DamagedBlockError } from '../../store/blocks/DamagedBlockError.ts';
import { isRetryable } from '../../store/isRetryable.ts';
import { httpStatusOf, QueryError } from './QueryError.ts';

/** Answers what a handler threw; of what only the log may know, nothing but that it happened. */
export function answerError(logger: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const told = toQueryError(error);
    if (told.code === 'internal' || told.code === 'unavailable') {
      logger.error({ err: error, path: request.originalUrl }, 'A query failed');
    }
    const body: ErrorResponse = { error: { code: told.code, message: told.message } };
    response.status(httpStatusOf[told.code]).json(body);
  };
}

function toQueryError(error: unknown): QueryError {
  if (error instanceof QueryError) {
    return error;
  }
  // What body-parser throws: malformed JSON, a body too large, an encoding it does not know.
  const { status, type, message } = (error ?? {}) as { status?: number; type?: string; message?: string };
  if (typeof type === 'string' && typeof status === 'number' && status < 500) {
    return new QueryError('invalid', `The request's body cannot be read: ${message}.`);
  }
  if (error instanceof RetryableError || isRetryable(error)) {
    return new QueryError(
      'unavailable',
      'The database does not answer at the moment. What stores send is kept until it does; try again shortly.'
    );
  }
  if (error instanceof DamagedBlockError) {
    const text = 'What was asked for is stored, but damaged in the database, and cannot be read. The log says where.';
    return new QueryError('internal', text);
  }
  return new QueryError('internal', 'The query failed in the receiver; its log says why.');
}
