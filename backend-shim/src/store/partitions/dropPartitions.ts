import type { Pool, RowDataPacket } from 'mysql2/promise';
import { alterTable } from './alterTable.ts';
import { keptSince } from './keptSince.ts';
import { partitionedTables, type PartitionedTable } from './partitionedTables.ts';
import { endOfPeriod } from './periods.ts';
import { readPartitions, type Partition } from './readPartitions.ts';
import type { Retention } from './Retention.ts';

/** Of a partition that another shim has dropped meanwhile, when it is dropped and when it is read. */
const alreadyGone = new Set([1507, 1735]);

export interface DropReport {
  /** As `table.partition`. */
  dropped: string[];
  /** Too old, but roll-ups of these minutes are not yet part of those by hour and day. */
  unmerged: string[];
}

/**
 * Drops the partitions of which all is older than the retention.
 * @throws TableInUseError
 */
export async function dropPartitions(pool: Pool, now: number, retention: Retention): Promise<DropReport> {
  const report: DropReport = { dropped: [], unmerged: [] };
  for (const table of partitionedTables) {
    for (const { name } of expiredPartitions(table, await readPartitions(pool, table.name), now, retention)) {
      if (await hasUnmergedParts(pool, table.name, name)) {
        report.unmerged.push(`${table.name}.${name}`);
      } else if (await dropPartition(pool, table.name, name)) {
        report.dropped.push(`${table.name}.${name}`);
      }
    }
  }
  return report;
}

export function expiredPartitions(
  table: PartitionedTable,
  present: Partition[],
  now: number,
  retention: Retention
): Partition[] {
  const since = keptSince(table, now, retention);
  return present.filter(({ start }) => start !== null && endOfPeriod(table.unit, start) <= since);
}

/** False where another shim was faster. */
export async function dropPartition(pool: Pool, table: string, partition: string): Promise<boolean> {
  try {
    await alterTable(pool, `ALTER TABLE ${table} DROP PARTITION ${partition}`);
    return true;
  } catch (error) {
    if (alreadyGone.has((error as { errno?: number }).errno ?? 0)) {
      return false;
    }
    throw error;
  }
}

/**
 * Whether a partition holds roll-ups that only it has: an addition to a minute goes into hours and days when it is
 * merged, so that dropping it before would change their figures.
 */
export async function hasUnmergedParts(pool: Pool, table: string, partition: string): Promise<boolean> {
  if (table !== 'maho_insights_metrics') {
    return false;
  }
  try {
    const [rows] = await pool.query<RowDataPacket[]>(
      `SELECT 1 FROM ${table} PARTITION (${partition}) WHERE part_id <> ? LIMIT 1`,
      [Buffer.alloc(8)]
    );
    return rows.length > 0;
  } catch (error) {
    if (alreadyGone.has((error as { errno?: number }).errno ?? 0)) {
      return false;
    }
    throw error;
  }
}
