import { acquireLease, endLease, renewLease, type Lease } from './leases.ts';
import type { JobReport } from './JobReport.ts';

const leaseMs = 60_000;
const renewEveryMs = 15_000;

export interface Work {
  /** What the run before reported, null where there was none. */
  before: JobReport | null;
  /** Aborts when the lease is lost, or when the process ends: then stop soon. */
  signal: AbortSignal;
}

export interface HoldOptions {
  /** Also when the job is not due yet. */
  evenEarly: boolean;
  /** Until it is due again. */
  pauseMs: number;
  /** After a failure. */
  pauseAfterFailureMs: number;
  signal: AbortSignal;
}

/**
 * Does a job under its lease, which is renewed meanwhile, and keeps the job's report.
 * @returns the report, or null where the job is another shim's or not due
 * @throws only when the database fails to answer for the lease itself; a failure of the work is in the report
 */
export async function holdLease(
  lease: Lease,
  options: HoldOptions,
  work: (work: Work) => Promise<Record<string, unknown>>
): Promise<{ report: JobReport; error: Error | null } | null> {
  const before = await acquireLease(lease, leaseMs, options.evenEarly);
  if (before === undefined) {
    return null;
  }
  const lost = new AbortController();
  const renewing = setInterval(() => {
    // An error says nothing yet: the lease has time for some more tries.
    renewLease(lease, leaseMs).then(
      (held) => held || lost.abort(),
      () => undefined
    );
  }, renewEveryMs);
  const startedAt = Date.now();
  let error: Error | null = null;
  let result = before?.result ?? {};
  try {
    result = await work({ before, signal: AbortSignal.any([options.signal, lost.signal]) });
  } catch (thrown) {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  } finally {
    clearInterval(renewing);
  }
  const finishedAt = Date.now();
  const report = { finishedAt, tookMs: finishedAt - startedAt, result, error: error?.message ?? null };
  await endLease(lease, report, error ? options.pauseAfterFailureMs : options.pauseMs);
  return { report, error };
}
