import type { Coverage } from '../../contract/coverage.ts';
import type { Figure } from '../../contract/figures.ts';
import type { QueryInput, QueryRequest } from '../../contract/queries.ts';
import type { OrderRow, ProblemRow } from '../../contract/rows.ts';
import type { QueryClient } from './QueryClient.ts';

/** What a store did, as the pages tell it. */
export interface Figures {
  requests: number;
  requestsByStatus: Record<string, number>;
  traces: number;
  spans: number;
  orders: OrderFigure[];
  /** 0 where the store sends no metrics. */
  ordersFromMetrics: number;
  cartAdditions: number;
  problems: ProblemFigure[];
  unhandledFailures: number;
}

export type OrderFigure = Pick<OrderRow, 'number' | 'currency' | 'paymentMethod'> & { total: number };

export type ProblemFigure = Pick<ProblemRow, 'type' | 'file' | 'line' | 'route' | 'handled' | 'occurrences'> & {
  message: string;
};

type Range = QueryRequest['range'];
type FigureQuery = Extract<QueryInput, { queryType: 'figure' }>;

/** The most rows that one query answers. */
const most = 1_000;

/** Reads all figures through the query API that the pages use. */
export async function computeFigures(client: QueryClient, range: Range): Promise<Figures> {
  const total = (figure: Figure) => figureTotal(client, range, figure);
  const ordersQuery: QueryInput = { queryType: 'figure', figure: 'orders', format: 'total' };
  const [ordersFrame] = await client.query(ordersQuery, range);
  const source = (ordersFrame?.schema.meta?.custom as Coverage | undefined)?.source;
  return {
    requests: await total('requests'),
    requestsByStatus: await requestsByStatus(client, range),
    traces: await total('traces'),
    spans: await total('spans'),
    orders: await readOrders(client, range),
    ordersFromMetrics: source === 'metrics' || source === 'mixed' ? await total('orders') : 0,
    cartAdditions: await total('cartAdditions'),
    problems: await readProblems(client, range),
    unhandledFailures: await total('failedRequests'),
  };
}

async function figureTotal(client: QueryClient, range: Range, figure: Figure): Promise<number> {
  const query: FigureQuery = { queryType: 'figure', figure, format: 'total' };
  const rows = await client.rows<Record<string, number>>(query, range);
  return rows.reduce((sum, row) => sum + Number(row[figure] ?? 0), 0);
}

async function requestsByStatus(client: QueryClient, range: Range): Promise<Record<string, number>> {
  const query: FigureQuery = { queryType: 'figure', figure: 'requests', format: 'total', by: 'status' };
  const rows = await client.rows<{ status: string; requests: number }>(query, range);
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.requests)]));
}

/** Orders come newest first and at most a thousand at once, so older ones are asked for until none is new. */
async function readOrders(client: QueryClient, range: Range): Promise<OrderFigure[]> {
  const byKey = new Map<string, OrderFigure>();
  let to = range.to;
  for (;;) {
    const query: QueryInput = { queryType: 'orders', limit: most };
    const rows = await client.rows<OrderRow>(query, { from: range.from, to });
    const before = byKey.size;
    for (const { number, total, currency, paymentMethod, store } of rows) {
      byKey.set(`${store} ${number}`, { number, total: Number(total), currency, paymentMethod });
    }
    if (rows.length < most) {
      return [...byKey.values()].sort((a, b) => a.number.localeCompare(b.number));
    }
    if (byKey.size === before) {
      throw new Error(`More than ${most} orders in one millisecond: they cannot be told apart`);
    }
    to = Math.min(...rows.map(({ time }) => time));
  }
}

async function readProblems(client: QueryClient, range: Range): Promise<ProblemFigure[]> {
  const query: QueryInput = { queryType: 'problems', status: 'all', sort: 'occurrences', limit: most };
  const rows = await client.rows<ProblemRow>(query, range);
  if (rows.length === most) {
    throw new Error(`More than ${most} problems: the query API does not list them all`);
  }
  return rows.map(({ type, title, file, line, route, handled, occurrences }) => ({
    type,
    message: title,
    file,
    line,
    route,
    handled,
    occurrences,
  }));
}
