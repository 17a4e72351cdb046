import type { Row } from './Row.ts';
import {
  selectEvents,
  selectMetrics,
  selectOccurrences,
  selectRoots,
  selectTraces,
  type MetricCount,
  type OccurrenceCount,
  type RootCount,
  type Scope,
  type TraceCount,
} from './sql.ts';

const metricNames = {
  requests: 'http.server.request.duration',
  orders: 'maho.orders',
  revenue: 'maho.order.revenue',
  cartAdditions: 'maho.cart.additions',
} as const;

const eventTypes = { orders: 'order_placed', revenue: 'order_placed', cartAdditions: 'cart_add' } as const;

export type Sale = keyof typeof eventTypes;

/** What each source tells of a scope; each is asked at most once, and only when it is needed. */
export class Facts {
  readonly #scope: Scope;
  readonly #asked = new Map<string, Promise<unknown>>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Requests as the stores' counters tell them. */
  async countedRequests(): Promise<Row[]> {
    return (await this.#metrics('requests')).map((row) => ({ ...rowOf(row), value: Number(row.count) }));
  }

  async countedFailures(): Promise<Row[]> {
    return (await this.countedRequests()).filter((row) => Number(row.status) >= 500);
  }

  /** Sum of durations in ms, with the number of requests. */
  async countedDurations(): Promise<Row[]> {
    return (await this.#metrics('requests')).map((row) => ({
      ...rowOf(row),
      value: Number(row.sum) * 1000,
      weight: Number(row.count),
    }));
  }

  async countedSales(sale: Sale): Promise<Row[]> {
    const rows = await this.#metrics(sale);
    return rows.map((row) => ({
      ...rowOf(row),
      currency: sale === 'revenue' ? (row.currency ?? '') : '',
      value: Number(sale === 'revenue' ? row.sum : row.count),
    }));
  }

  async tracedRequests(): Promise<Row[]> {
    return (await this.#roots()).map((row) => ({ ...rowOf(row), value: Number(row.requests) }));
  }

  async tracedFailures(): Promise<Row[]> {
    return (await this.#roots()).map((row) => ({ ...rowOf(row), value: Number(row.failed) }));
  }

  async tracedDurations(): Promise<Row[]> {
    return (await this.#roots()).map((row) => ({
      ...rowOf(row),
      value: Number(row.milliseconds),
      weight: Number(row.requests),
    }));
  }

  async tracedSales(sale: Sale): Promise<Row[]> {
    const rows = await this.#once(eventTypes[sale], () => selectEvents(this.#scope, eventTypes[sale]));
    return rows.map((row) => ({
      ...rowOf(row),
      currency: sale === 'revenue' ? (row.currency ?? '') : '',
      value: Number(sale === 'revenue' ? row.amount : row.events),
    }));
  }

  async stored(what: 'traces' | 'spans' | 'slowQueries'): Promise<Row[]> {
    const rows = await this.#once<TraceCount>('traces', () => selectTraces(this.#scope));
    return rows.map((row) => ({ ...rowOf(row), value: Number(row[what]) }));
  }

  async occurrences(what: 'handled' | 'failedRequests' | 'failedJobs'): Promise<Row[]> {
    const rows = await this.#once<OccurrenceCount>('occurrences', () => selectOccurrences(this.#scope));
    return rows.map((row) => ({ ...rowOf(row), value: Number(row[what]) })).filter((row) => row.value > 0);
  }

  #metrics(what: keyof typeof metricNames): Promise<MetricCount[]> {
    return this.#once(metricNames[what], () => selectMetrics(this.#scope, [metricNames[what]]));
  }

  #roots(): Promise<RootCount[]> {
    return this.#once('roots', () => selectRoots(this.#scope));
  }

  #once<T>(key: string, ask: () => Promise<T[]>): Promise<T[]> {
    const asked = (this.#asked.get(key) as Promise<T[]> | undefined) ?? ask();
    this.#asked.set(key, asked);
    return asked;
  }
}

function rowOf(row: { service: string; storeId?: number | null; status?: number | null; bucket: number }): Row {
  return {
    service: row.service,
    storeId: row.storeId ?? null,
    status: row.status === null || row.status === undefined ? '' : String(row.status),
    currency: '',
    bucket: Number(row.bucket),
    value: 0,
    weight: 0,
  };
}
