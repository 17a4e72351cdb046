import { randomBytes } from 'node:crypto';
import type { RowDataPacket } from 'mysql2/promise';
import { createLogger } from '../../backend-shim/src/pipeline/logger.ts';
import { createPool } from '../../backend-shim/src/store/createPool.ts';
import { Dictionary } from '../../backend-shim/src/store/dictionary/Dictionary.ts';
import { createJobs } from '../../backend-shim/src/store/jobs/createJobs.ts';
import type { BenchDatabase } from './openDatabase.ts';
import { cpuSeconds } from './processUsage.ts';

export interface JobsResult {
  seconds: number;
  /** What the shim would have spent: the jobs run in this process. */
  cpuSeconds: number;
  databaseCpuSeconds: number | null;
}

const dayMs = 86_400_000;
/** Today is over then, its last traces have come, and what is kept for repeats alone is gone. */
const later = () => Date.now() + 4 * dayMs;

/**
 * Does at once what the shim's jobs do over days: compaction, merge of roll-ups, rebuild of sealed days, and an end of
 * what is kept for two days only, to know repeats.
 * @returns null where the database is of a version that has no such jobs
 */
export async function runJobs(database: BenchDatabase): Promise<JobsResult | null> {
  const [tables] = await database.pool.query<RowDataPacket[]>("SHOW TABLES LIKE 'maho_insights_leases'");
  if (tables.length === 0) {
    return null;
  }
  const pool = createPool(database.url);
  const jobs = createJobs({
    pool,
    dictionary: new Dictionary(),
    retention: { traces: 40 * dayMs, occurrences: 100 * dayMs, metrics: 400 * dayMs },
    maxDisk: null,
    policy: { keepPercent: 100, slowRequestMs: 2_000 },
    maxSeries: 10_000,
    holder: `bench-${randomBytes(6).toString('hex')}`,
    logger: createLogger('warn'),
    now: later,
  });
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const databaseBefore = await cpuSeconds(database.pid);
  try {
    await jobs.runOnce('compact everything');
    while (Number((await jobs.runOnce('rollups')).result.merged) > 0) {
      // Minutes are handed on to hours, hours to days: until there is nothing left.
    }
    await jobs.runOnce('rebuild');
    await jobs.runOnce('partitions');
    // Pages that were in use between a part's coming and its merging are used again by the next hour's parts; where a
    // day was loaded within minutes, all its hours took new ones.
    for (const table of ['maho_insights_metrics', 'maho_insights_metrics_history']) {
      await pool.query(`ALTER TABLE ${table} FORCE`);
    }
  } finally {
    await pool.end();
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  const databaseAfter = await cpuSeconds(database.pid);
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    databaseCpuSeconds: databaseBefore === null || databaseAfter === null ? null : databaseAfter - databaseBefore,
  };
}
