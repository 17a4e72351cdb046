import type { PoolConnection } from 'mysql2/promise';
import type { Resource, Signal } from '../../pipeline/records.ts';
import type { ReceivedExport } from '../Store.ts';
import { writeRows } from '../writeRows.ts';
import { text, time, word } from './column.ts';
import type { Table } from './table.ts';

interface SignalRow {
  service: string;
  signal_name: Signal;
  last_received: number;
}

const signals: Table<SignalRow> = {
  name: 'maho_insights_signals',
  columns: { service: text(128), signal_name: word, last_received: time },
  key: ['service', 'signal_name'],
};

/** Remembers what each service sends, and when it last did. */
export async function noteSignals(connection: PoolConnection, exports: ReceivedExport[]): Promise<void> {
  const latest = new Map<string, SignalRow>();
  const note = (signal_name: Signal, records: Array<{ resource: Resource }>, receivedAt: number) => {
    for (const service of new Set(records.map((record) => record.resource.service))) {
      const key = `${service}\n${signal_name}`;
      const last_received = Math.max(receivedAt * 1000, latest.get(key)?.last_received ?? 0);
      latest.set(key, { service, signal_name, last_received });
    }
  };
  for (const { export: records, receivedAt } of exports) {
    note('traces', records.spans, receivedAt);
    note('logs', records.logs, receivedAt);
    note('metrics', records.points, receivedAt);
  }
  await writeRows(connection, signals, [...latest.values()], {
    set: 'last_received = GREATEST(last_received, VALUES(last_received))',
  });
}
