import type { Pool } from 'mysql2/promise';
import type { Signal } from '../../pipeline/records.ts';
import { select } from './select.ts';
import { parseStoreKey, storeKey } from './storeKey.ts';

/** Maho's own administration is store 0: nobody shops there. */
const adminStoreId = 0;

export interface StoreRow {
  service: string;
  storeId: number;
  code: string;
}

interface SignalRow {
  service: string;
  signal: Signal;
  lastReceived: Date;
}

/** Which services and stores there are, and what they send. */
export class Shops {
  readonly stores: StoreRow[];
  readonly #signals: SignalRow[];

  constructor(stores: StoreRow[], signals: SignalRow[]) {
    this.stores = stores;
    this.#signals = signals;
  }

  static async load(pool: Pool): Promise<Shops> {
    const [stores, signals] = await Promise.all([
      select<StoreRow>(
        pool,
        `SELECT service, store_id AS storeId, store_code AS code
         FROM maho_insights_stores ORDER BY service, store_id`,
        []
      ),
      select<SignalRow>(
        pool,
        'SELECT service, signal_name AS `signal`, last_received AS lastReceived FROM maho_insights_signals ORDER BY service',
        []
      ),
    ]);
    return new Shops(stores, signals);
  }

  get services(): string[] {
    return [...new Set([...this.#signals, ...this.stores].map(({ service }) => service))].sort();
  }

  /** The service's only shop, to which all belongs that does not tell its store; null when there are several. */
  onlyStore(service: string): number | null {
    const shops = this.stores.filter((store) => store.service === service && store.storeId !== adminStoreId);
    return shops.length === 1 ? shops[0].storeId : null;
  }

  /** Empty where the store is not known. */
  keyOf(service: string, storeId: number | null): string {
    const known = storeId ?? this.onlyStore(service);
    return known === null ? '' : storeKey(service, known);
  }

  /** Whether the service has sent the signal since `time` (ms). */
  sends(service: string, signal: Signal, time: number): boolean {
    return this.#signals.some((row) => row.service === service && row.signal === signal && +row.lastReceived >= time);
  }

  /**
   * Condition on the columns `service` and `store_id` that holds for a store's rows; for all when the key is empty.
   * @param table - what stands before the columns' names, such as `s.`
   */
  condition(key: string, table = ''): { sql: string; values: unknown[] } {
    if (key === '') {
      return { sql: 'TRUE', values: [] };
    }
    const store = parseStoreKey(key);
    if (!store) {
      return { sql: 'FALSE', values: [] };
    }
    const orUnknown = this.onlyStore(store.service) === store.storeId ? ` OR ${table}store_id IS NULL` : '';
    return {
      sql: `(${table}service = ? AND (${table}store_id = ?${orUnknown}))`,
      values: [store.service, store.storeId],
    };
  }
}
