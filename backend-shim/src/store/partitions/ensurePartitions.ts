import type { Pool } from 'mysql2/promise';
import { generationOf } from '../generation.ts';
import { alterTable } from './alterTable.ts';
import { keptSince } from './keptSince.ts';
import { partitionedTables, type PartitionedTable } from './partitionedTables.ts';
import { endOfPeriod, partitionName, startOfPeriod } from './periods.ts';
import { readPartitions, type Partition } from './readPartitions.ts';
import type { Retention } from './Retention.ts';

const dayMs = 86_400_000;
const aheadMs = 3 * dayMs;
/** What is older still comes into the first one, and goes with it. */
const mostPast = 400;
const tries = 5;
/** Another shim was faster: partition exists, bounds not increasing, unknown partition. */
const overtaken = new Set([1493, 1507, 1517]);

/**
 * Splits partitions off `p_max` up to three days ahead, in a new database also for the past that is kept. Several shims
 * may do so at once, and any number of times.
 *
 * @returns the partitions that were made, as `table.partition`
 * @throws TableInUseError
 */
export async function ensurePartitions(pool: Pool, now: number, retention: Retention): Promise<string[]> {
  const made: string[] = [];
  for (const table of partitionedTables) {
    const names = await ensureTable(pool, table, now, retention);
    made.push(...names.map((name) => `${table.name}.${name}`));
  }
  return made;
}

async function ensureTable(pool: Pool, table: PartitionedTable, now: number, retention: Retention): Promise<string[]> {
  for (let attempt = 1; ; attempt++) {
    const missing = missingPeriods(table, await readPartitions(pool, table.name), now, retention);
    if (missing.length === 0) {
      return [];
    }
    try {
      await alterTable(pool, splitStatement(table, missing));
      return missing.map((start) => partitionName(table.unit, start));
    } catch (error) {
      if (attempt === tries || !overtaken.has((error as { errno?: number }).errno ?? 0)) {
        throw error;
      }
    }
  }
}

/** The starts of the days or months that have no partition yet, from early to late, without gaps to those that have. */
export function missingPeriods(
  table: PartitionedTable,
  present: Partition[],
  now: number,
  retention: Retention
): number[] {
  const last = present.findLast(({ start }) => start !== null)?.start ?? null;
  const missing: number[] = [];
  let start =
    last === null ? startOfPeriod(table.unit, keptSince(table, now, retention)) : endOfPeriod(table.unit, last);
  for (; start <= now + aheadMs; start = endOfPeriod(table.unit, start)) {
    missing.push(start);
  }
  return last === null ? missing.slice(-mostPast) : missing;
}

function splitStatement(table: PartitionedTable, starts: number[]): string {
  const bound = (end: number) =>
    table.bound === 'generation' ? generationOf(end) : `'${new Date(end).toISOString().slice(0, 10)}'`;
  const parts = starts.map(
    (start) =>
      `PARTITION ${partitionName(table.unit, start)} VALUES LESS THAN (${bound(endOfPeriod(table.unit, start))})`
  );
  const rest = table.bound === 'generation' ? 'MAXVALUE' : '(MAXVALUE)';
  return `ALTER TABLE ${table.name} REORGANIZE PARTITION p_max INTO (
  ${parts.join(',\n  ')},
  PARTITION p_max VALUES LESS THAN ${rest})`;
}
