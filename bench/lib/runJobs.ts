import type { BenchDatabase } from './openDatabase.ts';

export interface JobsResult {
  cpuSeconds: number;
  databaseCpuSeconds: number | null;
}

/** Not there yet. */
export async function runJobs(_database: BenchDatabase): Promise<JobsResult | null> {
  return null;
}
