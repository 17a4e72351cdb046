/** What a job last said of itself, for people: kept with its lease. */
export interface JobReport {
  /** When it ended, ms since 1970 by the clock of the shim that did it. */
  finishedAt: number;
  tookMs: number;
  /** What was done; its keys are the job's own. Of a job that failed, that of the run before. */
  result: Record<string, unknown>;
  /** Why it failed, or null. */
  error: string | null;
}
