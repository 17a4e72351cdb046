import type { Work } from './holdLease.ts';

export const jobNames = ['partitions', 'disk', 'rollups', 'compaction', 'rebuild', 'dictionary', 'problems'] as const;
export type JobName = (typeof jobNames)[number];

export interface Job {
  /** Between two runs. */
  pauseMs: number;
  pauseAfterFailureMs: number;
  /** Answers what was done, for the job's report. May be repeated at any time, and interrupted by its signal. */
  run(work: Work): Promise<Record<string, unknown>>;
}
