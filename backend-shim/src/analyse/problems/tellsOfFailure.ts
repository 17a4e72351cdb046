import type { LogRecord } from '../../pipeline/records.ts';

/** OpenTelemetry's ERROR; records below tell of no problem. */
const errorSeverity = 17;

/** Whether a log record may tell of a problem: those without a severity may, too. */
export function tellsOfFailure({ severity }: LogRecord): boolean {
  return severity === 0 || severity >= errorSeverity;
}
