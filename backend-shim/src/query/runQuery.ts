import type { QueryResponse } from '../../../contract/frames.ts';
import { queryRequest, type QueryOf, type QueryType } from '../../../contract/queries.ts';
import { figure } from './figure/figure.ts';
import { occurrences } from './occurrences/occurrences.ts';
import { orders } from './orders/orders.ts';
import { problems } from './problems/problems.ts';
import { requests } from './requests/requests.ts';
import { parse } from './shared/parse.ts';
import type { QueryHandler, Sources } from './shared/QueryContext.ts';
import { readKept } from './shared/readKept.ts';
import { QueryError } from './shared/QueryError.ts';
import { trace } from './trace/trace.ts';

const handlers: { [T in QueryType]: QueryHandler<T> } = { figure, problems, occurrences, requests, trace, orders };

/**
 * Answers the body of `POST /query`.
 * @throws QueryError `invalid` with a sentence that says what is wrong
 */
export async function runQuery(sources: Sources, body: unknown): Promise<QueryResponse> {
  checkType(body);
  const { query, range, intervalMs, maxDataPoints } = parse(queryRequest, body);
  const handler = handlers[query.queryType] as QueryHandler<QueryType>;
  const context = { ...sources, range, intervalMs, maxDataPoints, kept: await readKept(sources.pool) };
  return { frames: await handler(query as QueryOf<QueryType>, context) };
}

/** The schema alone would say that nothing matches; which types there are helps more. */
function checkType(body: unknown): void {
  const type = (body as { query?: { queryType?: unknown } } | null)?.query?.queryType;
  if (typeof type !== 'string' || !Object.hasOwn(handlers, type)) {
    const asked = typeof type === 'string' ? `There is no query type "${type}".` : 'The query names no "queryType".';
    throw new QueryError('invalid', `${asked} Known are: ${Object.keys(handlers).join(', ')}.`);
  }
}
