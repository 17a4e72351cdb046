import type { PoolConnection } from 'mysql2/promise';
import type { TraceFacts } from '../../pipeline/analysis.ts';
import type { Resource, Signal } from '../../pipeline/records.ts';
import type { Batch } from '../Batch.ts';
import { noteSignals, type SignalRow } from '../tables/signals.ts';
import { noteStores, storesOf, type StoreRow } from '../tables/stores.ts';
import { noteVersions, type VersionRow } from '../tables/versions.ts';
import { believableMs, type Filing } from './believable.ts';

/** Rows that every batch would write, and every shim wait for: written when they are new, else now and then. */
const everyMs = 5_000;
/** More than any installation has; then they are forgotten, and written again. */
const mostVersions = 10_000;

/** Which stores, signals and versions were seen, and when. */
export class Noted {
  readonly #stores = new Map<string, StoreRow>();
  readonly #signals = new Map<string, SignalRow>();
  readonly #versions = new Map<string, VersionRow>();

  /** Writes what is due; the answer is to be called after the commit. */
  async write(connection: PoolConnection, batch: Batch, facts: TraceFacts[], filing: Filing): Promise<() => void> {
    const stores = storesOf(facts).filter((row) => this.#isDueStore(row));
    const signals = signalsOf(batch).filter((row) => this.#isDueSignal(row));
    const versions = versionsOf(batch, facts, filing).filter((row) => this.#isDueVersion(row));
    await noteStores(connection, stores);
    await noteSignals(connection, signals);
    await noteVersions(connection, versions);
    return () => {
      stores.forEach((row) => this.#stores.set(`${row.service}\n${row.store_id}`, row));
      signals.forEach((row) => this.#signals.set(`${row.service}\n${row.signal_name}`, row));
      versions.forEach((row) => this.#rememberVersion(row));
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

  #isDueVersion(row: VersionRow): boolean {
    const known = this.#versions.get(versionKey(row));
    return !known || row.first_seen < known.first_seen || row.last_seen >= known.last_seen + everyMs * 1000;
  }

  #rememberVersion(row: VersionRow): void {
    const known = this.#versions.get(versionKey(row)) ?? row;
    if (this.#versions.size >= mostVersions) {
      this.#versions.clear();
    }
    this.#versions.set(versionKey(row), {
      ...row,
      first_seen: Math.min(row.first_seen, known.first_seen),
      last_seen: Math.max(row.last_seen, known.last_seen),
    });
  }
}

function versionKey({ service, version }: Pick<VersionRow, 'service' | 'version'>): string {
  return `${service}\n${version}`;
}

/** Of traces when they began, of log records when they were written: with the default sampling most come alone. */
function versionsOf(batch: Batch, facts: TraceFacts[], filing: Filing): VersionRow[] {
  const rows = new Map<string, VersionRow>();
  const note = ({ service, mahoVersion }: Resource, time: number) => {
    if (mahoVersion === null || mahoVersion === '') {
      return;
    }
    const key = versionKey({ service, version: mahoVersion });
    const row = rows.get(key);
    if (!row) {
      rows.set(key, { service, version: mahoVersion, first_seen: time, last_seen: time });
    } else {
      row.first_seen = Math.min(row.first_seen, time);
      row.last_seen = Math.max(row.last_seen, time);
    }
  };
  facts.forEach(({ resource, start }) => note(resource, start));
  batch.logs.forEach(({ resource, time }) => note(resource, believableMs(time, batch.receivedAt, filing) * 1000));
  return [...rows.values()];
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
