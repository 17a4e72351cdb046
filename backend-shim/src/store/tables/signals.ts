import type { PoolConnection } from 'mysql2/promise';
import type { Signal } from '../../pipeline/records.ts';
import { writeRows } from '../writeRows.ts';
import { text, time, word } from './column.ts';
import type { Table } from './table.ts';

export interface SignalRow {
  service: string;
  signal_name: Signal;
  /** Microseconds since 1970. */
  last_received: number;
}

const signals: Table<SignalRow> = {
  name: 'maho_insights_signals',
  columns: { service: text(128), signal_name: word, last_received: time },
  key: ['service', 'signal_name'],
};

/** Remembers what each service sends, and when it last did. */
export async function noteSignals(connection: PoolConnection, rows: SignalRow[]): Promise<void> {
  await writeRows(connection, signals, rows, {
    set: 'last_received = GREATEST(last_received, VALUES(last_received))',
  });
}
