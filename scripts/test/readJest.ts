import type { Tally } from './Tally.ts';

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: Array<{ assertionResults: Array<{ status: string; fullName: string }> }>;
}

/** Reads what `jest --json` writes; a suite that cannot be loaded counts as one failure. */
export function readJest(text: string): Tally {
  const report = JSON.parse(text) as JestReport;
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: tests.filter(({ status }) => !['passed', 'failed'].includes(status)).map(({ fullName }) => fullName),
  };
}
