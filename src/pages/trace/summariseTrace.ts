import type { Span } from './Span';

export interface TraceSummary {
  /** Route, else the method with the path, else the name of the root or of the earliest span. */
  title: string;
  method: string | null;
  path: string | null;
  httpStatus: number | null;
  failed: boolean;
  start: number;
  /** From the start of the first span to the end of the last, ms. */
  duration: number;
  spans: number;
  queries: number;
  /** Sum of the queries' durations, ms. */
  queryTime: number;
  exceptions: number;
}

/** The trace in one line, from whatever has come of it. */
export function summariseTrace(spans: Span[]): TraceSummary {
  const root = spans.find(({ parentId }) => !parentId);
  const attribute = (key: string) => textOf(root, key);
  const method = attribute('http.request.method');
  const path = attribute('url.path');
  const queries = spans.filter(isQuery);
  const status = Number(attribute('http.response.status_code'));
  const start = spans.reduce((earliest, span) => Math.min(earliest, span.start), Infinity);
  return {
    title: attribute('http.route') ?? ([method, path].filter(Boolean).join(' ') || (root ?? spans[0])?.name || ''),
    method,
    path,
    httpStatus: status || null,
    failed: root?.failed || status >= 500,
    start,
    duration: spans.reduce((end, span) => Math.max(end, span.offset + span.duration), 0),
    spans: spans.length,
    queries: queries.length,
    queryTime: queries.reduce((sum, { duration }) => sum + duration, 0),
    exceptions: spans.filter(hasException).length,
  };
}

/** A span that sent SQL, by OpenTelemetry's attributes for databases. */
function isQuery({ attributes }: Span): boolean {
  return attributes.some(({ key }) => key === 'db.query.text' || key === 'db.statement');
}

/** An exception was recorded in the span, whether or not it failed. */
export function hasException({ events }: Span): boolean {
  return events.some(
    ({ name, attributes }) => name === 'exception' || attributes.some(({ key }) => key === 'exception.type')
  );
}

function textOf(span: Span | undefined, key: string): string | null {
  const value = span?.attributes.find((attribute) => attribute.key === key)?.value;
  return value === undefined || value === null || value === '' ? null : String(value);
}
