import { InsightsError, type InsightsErrorKind } from './InsightsError';

const kinds: Record<number, InsightsErrorKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  429: 'unavailable',
  502: 'unreachable',
  503: 'unavailable',
  504: 'unreachable',
};

/** What a plugin's backend tells when it could not open a connection, whatever status Grafana gave it. */
const connectionFailure =
  /connection refused|ECONNREFUSED|no such host|i\/o timeout|context deadline exceeded|Failed to fetch/i;

/** Brings the errors of `query()` and of resource calls into one form. */
export function toInsightsError(error: unknown): InsightsError {
  if (error instanceof InsightsError) {
    return error;
  }
  const message = messageOf(error);
  // The status comes first: the service that answers may tell of a connection of its own, to the database.
  const kind = kinds[statusOf(error)] ?? (connectionFailure.test(message) ? 'unreachable' : 'unknown');
  return new InsightsError(kind, message);
}

function statusOf(error: unknown): number {
  return isRecord(error) && typeof error.status === 'number' ? error.status : 0;
}

/** The shim's own words (`data.error.message`) come first, then those of the bridge and of Grafana. */
function messageOf(error: unknown): string {
  if (!isRecord(error)) {
    return String(error ?? '');
  }
  const data = isRecord(error.data) ? error.data : {};
  const inner = isRecord(data.error) ? data.error.message : data.error;
  return [inner, data.message, error.message, error.statusText].find(isText) ?? 'no reason was given';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
