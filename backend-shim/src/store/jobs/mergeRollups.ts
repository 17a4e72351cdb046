import type { Pool } from 'mysql2/promise';
import { mergeParts } from '../metrics/mergeParts.ts';
import type { Job } from './Job.ts';

const secondMs = 1000;

/** Merges what each batch adds to the figures of a minute, and hands it on to hours and days. */
export function mergeRollups({ pool, maxSeries }: { pool: Pool; maxSeries: number }, now: () => number): Job {
  return {
    pauseMs: 10 * secondMs,
    pauseAfterFailureMs: 10 * secondMs,
    run: async () => ({ merged: await mergeParts(pool, { maxSeries, now: now() }) }),
  };
}
