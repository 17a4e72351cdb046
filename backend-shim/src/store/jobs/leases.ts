import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { isLockConflict } from '../isRetryable.ts';
import type { JobReport } from './JobReport.ts';

/**
 * Leases say which shim does a job, by the database's clock. They spare work, and correctness does not hang on them:
 * a shim that was frozen for longer than its lease and wakes up does nothing wrong either, as each job's steps are
 * transactions that fail where another one was faster.
 *
 * `held_until` is also when the job is due next: whoever ends a job sets it, with no holder.
 */
export interface Lease {
  pool: Pool;
  job: string;
  /** Of this process: at most 64 characters, of no other one. */
  holder: string;
}

/**
 * Takes the job, if it is due and nobody has it.
 * @param evenEarly - also when it is not due
 * @returns the report of the run before (null where there was none), or undefined where the job was not to be had
 */
export async function acquireLease(
  lease: Lease,
  ms: number,
  evenEarly: boolean
): Promise<JobReport | null | undefined> {
  const { pool, job, holder } = lease;
  const free = evenEarly ? "(held_until <= UTC_TIMESTAMP(3) OR holder = '')" : 'held_until <= UTC_TIMESTAMP(3)';
  // Asked without a lock first, as most times the answer is no.
  const [[row]] = await pool.query<Array<RowDataPacket & { report: string | null; free: number }>>(
    `SELECT report, ${free} AS free FROM maho_insights_leases WHERE job = ?`,
    [job]
  );
  if (!row) {
    await addLease(lease);
  } else if (!row.free) {
    return undefined;
  }
  const taken = await update(
    pool,
    `UPDATE maho_insights_leases SET holder = ?, held_until = ${later} WHERE job = ? AND ${free}`,
    [holder, ms * 1000, job]
  );
  return taken ? parseReport(row?.report) : undefined;
}

async function addLease({ pool, job }: Lease): Promise<void> {
  await update(
    pool,
    `INSERT INTO maho_insights_leases (job, holder, held_until, report) VALUES (?, '', '2020-01-01', NULL)
     ON DUPLICATE KEY UPDATE job = VALUES(job)`,
    [job]
  );
}

/** False where another shim has the job now. */
export async function renewLease({ pool, job, holder }: Lease, ms: number): Promise<boolean> {
  return update(pool, `UPDATE maho_insights_leases SET held_until = ${later} WHERE job = ? AND holder = ?`, [
    ms * 1000,
    job,
    holder,
  ]);
}

/** Gives the job back: it is due in `pauseMs`. */
export async function endLease({ pool, job, holder }: Lease, report: JobReport, pauseMs: number): Promise<void> {
  await update(
    pool,
    `UPDATE maho_insights_leases SET holder = '', held_until = ${later}, report = ? WHERE job = ? AND holder = ?`,
    [pauseMs * 1000, JSON.stringify(report), job, holder]
  );
}

/** By job, of the jobs that have run. */
export async function readReports(pool: Pool): Promise<Map<string, JobReport>> {
  const [rows] = await pool.query<Array<RowDataPacket & { job: string; report: string | null }>>(
    'SELECT job, report FROM maho_insights_leases'
  );
  return new Map(
    rows.flatMap(({ job, report }) => {
      const parsed = parseReport(report);
      return parsed ? [[job, parsed] as const] : [];
    })
  );
}

function parseReport(report: string | null | undefined): JobReport | null {
  return report ? (JSON.parse(report) as JobReport) : null;
}

const later = 'UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND';

/** A cluster tells the slower of two shims on different nodes by an error at the end of its transaction. */
async function update(pool: Pool, statement: string, values: unknown[]): Promise<boolean> {
  try {
    const [{ affectedRows }] = await pool.query<ResultSetHeader>(statement, values);
    return affectedRows === 1;
  } catch (error) {
    if (isLockConflict(error)) {
      return false;
    }
    throw error;
  }
}
