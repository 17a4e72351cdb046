import type { PoolConnection } from 'mysql2/promise';
import type { TraceFacts } from '../../pipeline/analysis.ts';
import type { Signal } from '../../pipeline/records.ts';
import type { Batch } from '../Batch.ts';
import { noteSignals, type SignalRow } from '../tables/signals.ts';
import { noteStores, storesOf, type StoreRow } from '../tables/stores.ts';

/** Rows that every batch would write, and every shim wait for: written when they are new, else now and then. */
const everyMs = 5_000;

/** Which stores and signals were seen, and when last. */
export class Noted {
  readonly #stores = new Map<string, StoreRow>();
  readonly #signals = new Map<string, SignalRow>();

  /** Writes what is due; the answer is to be called after the commit. */
  async write(connection: PoolConnection, batch: Batch, facts: TraceFacts[]): Promise<() => void> {
    const stores = storesOf(facts).filter((row) => this.#isDueStore(row));
    const signals = signalsOf(batch).filter((row) => this.#isDueSignal(row));
    await noteStores(connection, stores);
    await noteSignals(connection, signals);
    return () => {
      stores.forEach((row) => this.#stores.set(`${row.service}\n${row.store_id}`, row));
      signals.forEach((row) => this.#signals.set(`${row.service}\n${row.signal_name}`, row));
    };
  }

  #isDueStore(row: StoreRow): boolean {
    const known = this.#stores.get(`${row.service}\n${row.store_id}`);
    return (
      !known ||
      known.store_code !== row.store_code ||
      known.website_id !== row.website_id ||
      row.last_seen >= known.last_seen + everyMs * 1000
    );
  }

  #isDueSignal(row: SignalRow): boolean {
    const known = this.#signals.get(`${row.service}\n${row.signal_name}`);
    return !known || row.last_received >= known.last_received + everyMs * 1000;
  }
}

function signalsOf(batch: Batch): SignalRow[] {
  const rows = new Map<string, SignalRow>();
  const note = (signal_name: Signal, service: string) =>
    rows.set(`${service}\n${signal_name}`, { service, signal_name, last_received: batch.receivedAt * 1000 });
  for (const resource of new Set(batch.spans.resource)) {
    note('traces', resource.service);
  }
  batch.logs.forEach((log) => note('logs', log.resource.service));
  batch.metrics.forEach(({ points }) => points.slice(0, 1).forEach((point) => note('metrics', point.resource.service)));
  return [...rows.values()];
}
