import type { Coverage } from '../../../../contract/coverage.ts';
import type { Figure } from '../../../../contract/figures.ts';
import { parseStoreKey } from '../shared/storeKey.ts';
import type { Shops } from '../shared/Shops.ts';
import { coveredRange } from './Buckets.ts';
import { coverageOf, type ServiceCoverage } from './coverageOf.ts';
import { Facts, type Sale, type Scope } from './Facts.ts';
import { larger, total, type Row } from './Row.ts';
import { withRemainder } from './withRemainder.ts';

export interface CountedFigure {
  rows: Row[];
  coverage: Coverage;
  /** Whether some of it is counted together, because there was more than is told apart. */
  folded: boolean;
}

interface Wanted {
  figure: Figure;
  /** A store's key, or empty for all. */
  store: string;
  /** Whether the answer tells stores apart. */
  byStore: boolean;
}

/**
 * Counts a figure from what tells most, service by service: the store's own counters where it sends them, else its
 * traces, and its log records for failures. What is counted of one service never depends on another.
 */
export async function countFigure(
  wanted: Wanted,
  scope: Scope,
  shops: Shops,
  facts = new Facts(scope)
): Promise<CountedFigure> {
  const only = wanted.store === '' ? null : (parseStoreKey(wanted.store)?.service ?? '');
  const requests = { counted: await facts.countedRequests(), traced: await facts.tracedRequests() };
  const services = only === null ? servicesOf(shops, requests.counted, requests.traced) : [only];
  const counter = new ServiceCounter(wanted, facts, shops, scope.buckets.start, requests);
  const parts = await Promise.all(services.map((service) => counter.count(service)));
  const rows = parts.flatMap((part) => part.rows);
  return {
    rows: wanted.store === '' ? rows : rows.filter((row) => shops.keyOf(row.service, row.storeId) === wanted.store),
    coverage: { ...coverageOf(parts.map((part) => part.coverage)), range: coveredRange(scope.buckets) },
    folded: await facts.folded(),
  };
}

function servicesOf(shops: Shops, ...sources: Row[][]): string[] {
  return [...new Set([...shops.services, ...sources.flat().map((row) => row.service)])].sort();
}

interface Part {
  rows: Row[];
  coverage: ServiceCoverage;
}

class ServiceCounter {
  readonly #wanted: Wanted;
  readonly #facts: Facts;
  readonly #shops: Shops;
  readonly #since: number;
  readonly #requests: { counted: Row[]; traced: Row[] };

  constructor(wanted: Wanted, facts: Facts, shops: Shops, since: number, requests: { counted: Row[]; traced: Row[] }) {
    this.#wanted = wanted;
    this.#facts = facts;
    this.#shops = shops;
    this.#since = since;
    this.#requests = requests;
  }

  async count(service: string): Promise<Part> {
    const { figure } = this.#wanted;
    switch (figure) {
      case 'requests':
        return this.#better(service, this.#requests.counted, this.#requests.traced);
      case 'averageDuration':
        return this.#averageDuration(service);
      case 'orders':
      case 'revenue':
      case 'cartAdditions':
        return this.#sales(service, figure);
      case 'failedRequests':
        return this.#failedRequests(service);
      case 'handledErrors':
        return this.#handledErrors(service);
      case 'errors':
        return this.#errors(service);
      case 'slowQueries': {
        const rows = of(service, await this.#facts.arrived('slowQueries'));
        return { rows, coverage: this.#coverage(service, 'traces') };
      }
      case 'traces':
      case 'spans': {
        const rows = of(service, await this.#facts.arrived(figure));
        return { rows, coverage: { ...this.#coverage(service, 'traces'), complete: true } };
      }
    }
  }

  async #averageDuration(service: string): Promise<Part> {
    const [counted, traced] = [await this.#facts.countedDurations(), await this.#facts.tracedDurations()];
    // Which is better is a question of how many requests they tell of, not of how long these took.
    return this.#countedIsBetter(service, this.#requests.counted, this.#requests.traced) && !this.#isSplit(service)
      ? { rows: of(service, counted), coverage: this.#coverage(service, 'metrics') }
      : { rows: of(service, traced), coverage: this.#coverage(service, 'traces') };
  }

  async #sales(service: string, sale: Sale): Promise<Part> {
    const [counted, traced] = [await this.#facts.countedSales(sale), await this.#facts.tracedSales(sale)];
    if (sale !== 'revenue') {
      return this.#better(service, counted, traced);
    }
    // Sums of several currencies cannot be compared; the orders that they are of can.
    const orders = [await this.#facts.countedSales('orders'), await this.#facts.tracedSales('orders')];
    return this.#choose(service, counted, traced, this.#countedIsBetter(service, orders[0], orders[1]));
  }

  async #failedRequests(service: string): Promise<Part> {
    const traced = larger(
      of(service, await this.#facts.tracedFailures()),
      of(service, await this.#facts.occurrences('failedRequests'))
    );
    const counted = of(service, await this.#facts.countedFailures());
    const best = this.#countsRequests(service)
      ? total(counted) >= total(of(service, await this.#facts.tracedFailures()))
      : false;
    return this.#choose(service, counted, traced, best);
  }

  async #handledErrors(service: string): Promise<Part> {
    const rows = of(service, await this.#facts.occurrences('handled'));
    // Log records are sent for every request, traces for those that were sampled.
    const logs = this.#shops.sends(service, 'logs', this.#since);
    return { rows, coverage: { ...this.#coverage(service, logs ? 'logs' : 'traces'), complete: logs } };
  }

  async #errors(service: string): Promise<Part> {
    const [failed, handled] = [await this.#failedRequests(service), await this.#handledErrors(service)];
    const ended = of(service, await this.#facts.occurrences('failedRequests'));
    const jobs = of(service, await this.#facts.occurrences('failedJobs'));
    return {
      rows: [...larger(failed.rows, ended), ...handled.rows, ...jobs],
      coverage: {
        ...handled.coverage,
        source: failed.coverage.source === handled.coverage.source ? handled.coverage.source : 'mixed',
      },
    };
  }

  #better(service: string, counted: Row[], traced: Row[]): Part {
    return this.#choose(service, counted, traced, this.#countedIsBetter(service, counted, traced));
  }

  #choose(service: string, allCounted: Row[], allTraced: Row[], countedIsBetter: boolean): Part {
    const [counted, traced] = [of(service, allCounted), of(service, allTraced)];
    if (!countedIsBetter) {
      return { rows: traced, coverage: this.#coverage(service, 'traces') };
    }
    if (!this.#isSplit(service)) {
      return { rows: counted, coverage: this.#coverage(service, 'metrics') };
    }
    return { rows: withRemainder(traced, counted), coverage: this.#coverage(service, 'traces') };
  }

  #countedIsBetter(service: string, counted: Row[], traced: Row[]): boolean {
    return this.#countsRequests(service) && total(of(service, counted)) >= total(of(service, traced));
  }

  /** Counters know no store: where one is asked for and there are several, only traces tell them apart. */
  #isSplit(service: string): boolean {
    const only = this.#shops.onlyStore(service);
    const { store, byStore } = this.#wanted;
    return (store !== '' && this.#shops.keyOf(service, only) !== store) || (byStore && only === null);
  }

  #countsRequests(service: string): boolean {
    return of(service, this.#requests.counted).length > 0;
  }

  #coverage(service: string, source: Coverage['source']): ServiceCoverage {
    const counted = total(of(service, this.#requests.counted));
    const traced = total(of(service, this.#requests.traced));
    return {
      service,
      source,
      from: source === 'traces' ? traced : Math.max(counted, traced),
      // Counters that tell less than the traces were switched on later.
      of: counted >= traced && counted > 0 ? counted : null,
      complete: source === 'metrics',
    };
  }
}

function of(service: string, rows: Row[]): Row[] {
  return rows.filter((row) => row.service === service);
}
