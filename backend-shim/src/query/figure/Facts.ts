import { otherSeries, rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import type { RollupSeries } from '../../store/metrics/readRollups.ts';
import { isFolded, placesOf, storeIdOf, type RollupReader } from '../shared/Rollups.ts';
import type { Buckets } from './Buckets.ts';
import type { Row } from './Row.ts';

const requests = placesOf('requests');
const problems = placesOf('problems');
const events = placesOf('events');
const counters = placesOf('counters');

const counterNames = {
  requests: 'http.server.request.duration',
  orders: 'maho.orders',
  revenue: 'maho.order.revenue',
  cartAdditions: 'maho.cart.additions',
} as const;

const eventTypes = { orders: 'order_placed', revenue: 'order_placed', cartAdditions: 'cart_add' } as const;

export type Sale = keyof typeof eventTypes;

/** Where and when sources are asked. */
export interface Scope {
  readRollups: RollupReader;
  buckets: Buckets;
}

/** What each source tells of a scope; each is asked at most once, and only when it is needed. */
export class Facts {
  readonly #scope: Scope;
  readonly #asked = new Map<RollupName, Promise<RollupSeries[]>>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Requests as the stores' counters tell them. */
  countedRequests(): Promise<Row[]> {
    return this.#counters('requests', ({ count }) => ({ value: count }));
  }

  async countedFailures(): Promise<Row[]> {
    return (await this.countedRequests()).filter((row) => Number(row.status) >= 500);
  }

  /** Sum of durations in ms, with the number of requests. */
  countedDurations(): Promise<Row[]> {
    return this.#counters('requests', ({ count, sum }) => ({ value: sum * 1000, weight: count }));
  }

  countedSales(sale: Sale): Promise<Row[]> {
    return sale === 'revenue'
      ? this.#counters(sale, ({ sum, currency }) => ({ value: sum, currency }))
      : this.#counters(sale, ({ count }) => ({ value: count }));
  }

  tracedRequests(): Promise<Row[]> {
    return this.#requests((values) => ({ value: values[requests.values.traces] }));
  }

  tracedFailures(): Promise<Row[]> {
    return this.#requests((values) => ({ value: values[requests.values.failed] }));
  }

  tracedDurations(): Promise<Row[]> {
    return this.#requests((values) => ({
      value: values[requests.values.duration] / 1000,
      weight: values[requests.values.traces],
    }));
  }

  async tracedSales(sale: Sale): Promise<Row[]> {
    const { event, currency } = events.dimensions;
    const series = (await this.#ask('events')).filter(({ dimensions }) => dimensions[event] === eventTypes[sale]);
    return series.map(({ bucket, dimensions, values }) => ({
      ...rowOf(dimensions, bucket, dimensions[events.dimensions.storeId]),
      currency: sale === 'revenue' ? dimensions[currency] : '',
      value: values[sale === 'revenue' ? events.values.amount : events.values.events],
    }));
  }

  /** Of all traces: those of requests, and of what else runs. */
  async arrived(what: 'traces' | 'spans' | 'slowQueries'): Promise<Row[]> {
    return (await this.#ask('requests')).map((series) => ({
      ...requestRow(series),
      value: series.values[requests.values[what]],
    }));
  }

  async occurrences(what: 'handled' | 'failedRequests' | 'failedJobs'): Promise<Row[]> {
    const { storeId, status, handled } = problems.dimensions;
    const valueOf = ({ dimensions, values }: RollupSeries) =>
      what === 'handled'
        ? dimensions[handled] === 'true'
          ? values[problems.values.occurrences]
          : 0
        : values[problems.values[what]];
    return (await this.#ask('problems'))
      .map((series) => ({
        ...rowOf(series.dimensions, series.bucket, series.dimensions[storeId], series.dimensions[status]),
        value: valueOf(series),
      }))
      .filter((row) => row.value > 0);
  }

  /** Whether any of what was asked for is counted together, because there was more than is told apart. */
  async folded(): Promise<boolean> {
    for (const [kind, asked] of this.#asked) {
      if ((await asked).some(({ dimensions }) => isFolded(kind, dimensions))) {
        return true;
      }
    }
    return false;
  }

  async #counters(
    name: keyof typeof counterNames,
    valueOf: (counted: { count: number; sum: number; currency: string }) => Partial<Row>
  ): Promise<Row[]> {
    const places = counters.dimensions;
    const all = (await this.#ask('counters')).filter(
      ({ dimensions }) => dimensions[places.name] === counterNames[name]
    );
    return all.map(({ bucket, dimensions, values }) => ({
      ...rowOf(dimensions, bucket, '', dimensions[places.status]),
      ...valueOf({
        count: values[counters.values.count],
        sum: values[counters.values.sum],
        currency: dimensions[places.currency],
      }),
    }));
  }

  async #requests(valueOf: (values: number[]) => Partial<Row>): Promise<Row[]> {
    const { rootKind } = requests.dimensions;
    const all = (await this.#ask('requests')).filter(({ dimensions }) =>
      [otherSeries, 'server'].includes(dimensions[rootKind])
    );
    return all.map((series) => ({ ...requestRow(series), ...valueOf(series.values) }));
  }

  #ask(kind: RollupName): Promise<RollupSeries[]> {
    const { readRollups, buckets } = this.#scope;
    const { start, width, count } = buckets;
    const range = { from: start, to: start + width * count, bucketMs: count === 1 ? null : width };
    // The coarse dimensions are what figures ask for.
    const { coarse: by } = rollupKinds[kind];
    const asked = this.#asked.get(kind) ?? readRollups({ kind, ...range, by, remember: true });
    this.#asked.set(kind, asked);
    return asked;
  }
}

function requestRow({ bucket, dimensions }: RollupSeries): Row {
  const { storeId, status } = requests.dimensions;
  return rowOf(dimensions, bucket, dimensions[storeId], dimensions[status]);
}

/** Of every kind the first dimension is the service. */
function rowOf([service]: string[], bucket: number, storeId: string, status = ''): Row {
  return {
    service,
    storeId: storeIdOf(storeId),
    status,
    currency: '',
    bucket,
    value: 0,
    weight: 0,
  };
}
