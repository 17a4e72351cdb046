import type { Pool, RowDataPacket } from 'mysql2/promise';
import { alterTable, TableInUseError } from '../partitions/alterTable.ts';
import { partitionStart } from '../partitions/periods.ts';
import { readTableSizes, type TableSize } from '../readTableSizes.ts';
import type { Job } from './Job.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** So long after a day's end it is sealed: its last traces have come and are compacted. */
const sealedAfterMs = 60 * minuteMs;
/** Below, there is nothing to win. */
const leastBytes = 4 << 20;
/** Beyond, writers would wait for too long: as much as takes some 20 s. Rows with indexes take longer than blocks. */
const mostBytes: Record<string, number> = {
  maho_insights_traces: 512 * 2 ** 20,
  maho_insights_trace_blocks: 2 ** 31,
  maho_insights_metrics: 2 ** 31,
  maho_insights_error_occurrences: 512 * 2 ** 20,
  maho_insights_events: 512 * 2 ** 20,
};

/** Up to which partition each table was rebuilt. */
type Rebuilt = Record<string, string>;

/**
 * Rebuilds the partitions of days that are over, once: rows that came in the order of the clock, and were deleted and
 * replaced, then lie close together. Writers of the table wait meanwhile, and what they write waits in the spool.
 */
export function rebuildDays({ pool }: { pool: Pool }, now: () => number): Job {
  return {
    pauseMs: 10 * minuteMs,
    pauseAfterFailureMs: 10 * minuteMs,
    run: async ({ before, signal }) => {
      const rebuilt: Rebuilt = { ...(before?.result.rebuilt as Rebuilt | undefined) };
      if (await isCluster(pool)) {
        return { rebuilt, skipped: 'all nodes of a cluster would wait meanwhile' };
      }
      const done: Array<{ partition: string; tookMs: number }> = [];
      // A table of which one day has to wait waits with the later ones, too: it is told up to which day it is rebuilt.
      const waiting = new Set<string>();
      for (const { table, partition } of sealedPartitions(await readTableSizes(pool), rebuilt, now())) {
        if (signal.aborted || waiting.has(table)) {
          continue;
        }
        const startedAt = Date.now();
        if ((await isHot(pool, table, partition)) || !(await rebuild(pool, table, partition))) {
          waiting.add(table);
          continue;
        }
        rebuilt[table] = partition;
        done.push({ partition: `${table}.${partition}`, tookMs: Date.now() - startedAt });
      }
      return { rebuilt, waiting: [...waiting], last: done.length > 0 ? done : (before?.result.last ?? []) };
    },
  };
}

/** False where the table is in use all the time. */
async function rebuild(pool: Pool, table: string, partition: string): Promise<boolean> {
  try {
    await alterTable(pool, `ALTER TABLE ${table} REBUILD PARTITION ${partition}`);
    // Servers know nothing of the new one's size, and would not look before much of it changes.
    await alterTable(pool, `ALTER TABLE ${table} ANALYZE PARTITION ${partition}`);
    return true;
  } catch (error) {
    if (error instanceof TableInUseError) {
      return false;
    }
    throw error;
  }
}

export function sealedPartitions(
  sizes: TableSize[],
  rebuilt: Rebuilt,
  now: number
): Array<{ table: string; partition: string }> {
  return sizes.flatMap(({ table, partition, bytes }) => {
    const day = partition === null ? null : partitionStart(partition);
    if (partition === null || day === null || day + dayMs + sealedAfterMs > now) {
      return [];
    }
    const isWorthIt = bytes >= leastBytes && bytes <= (mostBytes[table] ?? 0);
    return isWorthIt && partition > (rebuilt[table] ?? '') ? [{ table, partition }] : [];
  });
}

/** Whether some of a day's blocks are still to be compacted. */
async function isHot(pool: Pool, table: string, partition: string): Promise<boolean> {
  if (table !== 'maho_insights_trace_blocks') {
    return false;
  }
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT 1 FROM ${table} PARTITION (${partition}) WHERE level = 0 LIMIT 1`
  );
  return rows.length > 0;
}

/** Galera runs such statements on all nodes at once, and lets nothing else run. */
async function isCluster(pool: Pool): Promise<boolean> {
  const [rows] = await pool.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'");
  return rows.some(({ Value }) => Number(Value) > 1);
}
