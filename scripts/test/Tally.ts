/** What one runner found. */
export interface Tally {
  passed: number;
  failed: number;
  /** Names of what was not run. */
  skipped: string[];
}

export function addTallies(tallies: Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: [...sum.skipped, ...skipped],
    }),
    { passed: 0, failed: 0, skipped: [] }
  );
}

/** A check that only succeeds or fails, such as the type check. */
export const checkTally = (ok: boolean): Tally => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] });

export const skippedTally = (name: string): Tally => ({ passed: 0, failed: 0, skipped: [name] });

/**
 * A runner that fails without naming a failed test (a crash, a suite that does not load, nothing found) has failed once:
 * its silence must not pass for success.
 */
export function honest(tally: Tally, code: number | null): Tally {
  const silent = tally.failed === 0 && (code !== 0 || tally.passed + tally.skipped.length === 0);
  return silent ? { ...tally, failed: 1 } : tally;
}
