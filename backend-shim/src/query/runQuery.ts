import type { Frame, QueryResponse } from '../../../contract/frames.ts';
import { queryRequest, type QueryOf, type QueryType } from '../../../contract/queries.ts';
import type { Logger } from '../pipeline/logger.ts';
import { annotations } from './annotations/annotations.ts';
import { distributions } from './distributions/distributions.ts';
import { figure } from './figure/figure.ts';
import { logPatterns } from './logPatterns/logPatterns.ts';
import { occurrenceSeries } from './occurrenceSeries/occurrenceSeries.ts';
import { occurrences } from './occurrences/occurrences.ts';
import { orders } from './orders/orders.ts';
import { problemEvents } from './problemEvents/problemEvents.ts';
import { problems } from './problems/problems.ts';
import { requests } from './requests/requests.ts';
import { parse } from './shared/parse.ts';
import type { SourcesOf } from './shared/createSources.ts';
import type { QueryHandler } from './shared/QueryContext.ts';
import type { Caller } from './shared/readCaller.ts';
import { QueryError } from './shared/QueryError.ts';
import { trace } from './trace/trace.ts';

const handlers: { [T in QueryType]: QueryHandler<T> } = {
  figure,
  problems,
  occurrences,
  requests,
  trace,
  orders,
  occurrenceSeries,
  problemEvents,
  distributions,
  logPatterns,
  annotations,
};

/**
 * Answers the body of `POST /query`. Counts that are damaged are left out, which the answer says.
 * @throws QueryError `invalid` with a sentence that says what is wrong
 */
export async function runQuery(
  sourcesOf: SourcesOf,
  { body, caller }: { body: unknown; caller: Caller },
  logger: Logger
): Promise<QueryResponse> {
  checkType(body);
  const { query, range, intervalMs, maxDataPoints } = parse(queryRequest, body);
  const handler = handlers[query.queryType] as QueryHandler<QueryType>;
  const damaged: Error[] = [];
  const sources = sourcesOf((error) => damaged.push(error));
  const context = { ...sources, caller, range, intervalMs, maxDataPoints };
  const frames = await handler(query as QueryOf<QueryType>, context);
  if (damaged.length === 0) {
    return { frames };
  }
  logger.error({ err: damaged[0], count: damaged.length }, 'Roll-ups that were asked for cannot be read');
  return { frames: frames.map(withDamage) };
}

/** The schema alone would say that nothing matches; which types there are helps more. */
function checkType(body: unknown): void {
  const type = (body as { query?: { queryType?: unknown } } | null)?.query?.queryType;
  if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) {
    const asked = typeof type === 'string' ? `There is no query type "${type}".` : 'The query names no "queryType".';
    throw new QueryError('invalid', `${asked} Known are: ${Object.keys(handlers).join(', ')}.`);
  }
}

function withDamage({ schema, data }: Frame): Frame {
  const text =
    'A part of what was counted cannot be read and is missing: it is damaged in the database. The log says where.';
  const notices = [...(schema.meta?.notices ?? []), { severity: 'error' as const, text }];
  return { schema: { ...schema, meta: { ...schema.meta, notices } }, data };
}
