import { RetryableError } from '../pipeline/errors.ts';
import { isRetryable } from './isRetryable.ts';

interface DatabaseError extends Error {
  errno?: number;
  code?: string;
  cause?: unknown;
}

/** Says what an operator has to do about an error while the tables are created. */
export function explainSetupError(error: unknown): Error {
  // Umzug wraps what a migration threw.
  const cause = ((error as DatabaseError)?.cause ?? error) as DatabaseError;
  const advice = advise(cause.errno);
  if (advice) {
    return new Error(`${advice} The database says: ${cause.message}`, { cause });
  }
  if (isRetryable(cause)) {
    return new RetryableError(`The database does not answer: ${cause.message || cause.code}`, { cause });
  }
  return error instanceof Error ? error : new Error(String(error));
}

function advise(errno: number | undefined): string | null {
  switch (errno) {
    case 1045: // ER_ACCESS_DENIED_ERROR
      return 'The database refuses the user or password of INSIGHTS_DB_URL.';
    case 1044: // ER_DBACCESS_DENIED_ERROR
      return (
        'The database user may not use the schema that INSIGHTS_DB_URL names: create it, and grant the user all of its rights ' +
        '(GRANT ALL PRIVILEGES ON maho_insights.* TO ...).'
      );
    case 1046: // ER_NO_DB_ERROR
      return 'INSIGHTS_DB_URL names no schema: end it with one, such as mysql://user:password@host:3306/maho_insights.';
    case 1049: // ER_BAD_DB_ERROR
      return 'The schema that INSIGHTS_DB_URL names does not exist: create it (CREATE DATABASE ... CHARACTER SET utf8mb4).';
    case 1142: // ER_TABLEACCESS_DENIED_ERROR
    case 1227: // ER_SPECIFIC_ACCESS_DENIED_ERROR
      return (
        'The database user lacks a right: CREATE, ALTER, INDEX, SELECT, INSERT, UPDATE and DELETE on the schema are needed ' +
        '(GRANT ALL PRIVILEGES ON maho_insights.* TO ...).'
      );
    default:
      return null;
  }
}
