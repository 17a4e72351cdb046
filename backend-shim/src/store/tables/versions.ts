import type { PoolConnection, RowDataPacket } from 'mysql2/promise';
import { writeRows } from '../writeRows.ts';
import { text, time } from './column.ts';
import type { Table } from './table.ts';

/** Times in microseconds since 1970. */
export interface VersionRow {
  service: string;
  version: string;
  first_seen: number;
  last_seen: number;
}

const versions: Table<VersionRow> = {
  name: 'maho_insights_versions',
  columns: { service: text(128), version: text(64), first_seen: time, last_seen: time },
  key: ['service', 'version'],
};

/** Remembers which versions services ran in, and from when to when. */
export async function noteVersions(connection: PoolConnection, rows: VersionRow[]): Promise<void> {
  await writeRows(connection, versions, rows, {
    set: 'first_seen = LEAST(first_seen, VALUES(first_seen)), last_seen = GREATEST(last_seen, VALUES(last_seen))',
  });
}

/** All that were seen, of all services. */
export async function readVersions(connection: Pick<PoolConnection, 'query'>): Promise<string[]> {
  const [rows] = await connection.query<Array<RowDataPacket & { version: string }>>(
    `SELECT DISTINCT version FROM ${versions.name}`
  );
  return rows.map(({ version }) => version);
}
