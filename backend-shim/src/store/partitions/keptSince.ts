import type { PartitionedTable } from './partitionedTables.ts';
import { startOfPeriod } from './periods.ts';
import type { Retention } from './Retention.ts';

const dayMs = 86_400_000;

/** Since when (ms since 1970) a table's rows are kept. */
export function keptSince(table: PartitionedTable, now: number, retention: Retention): number {
  return table.kept === 'generations' ? startOfPeriod('day', now) - dayMs : now - retention[table.kept];
}
