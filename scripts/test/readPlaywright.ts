import type { Tally } from './Tally.ts';

interface Suite {
  title: string;
  suites?: Suite[];
  specs: Array<{ title: string; tests: Array<{ status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }> }>;
}

interface PlaywrightReport {
  suites: Suite[];
  /** Errors outside of tests, such as a file that does not load. */
  errors: unknown[];
}

/** Reads what Playwright's json reporter writes. A test that passed only at a second try counts as passed. */
export function readPlaywright(text: string): Tally {
  const report = JSON.parse(text) as PlaywrightReport;
  const specs = report.suites.flatMap(specsOf);
  const having = (...wanted: string[]) =>
    specs.flatMap(({ name, tests }) => tests.filter(({ status }) => wanted.includes(status)).map(() => name));
  return {
    passed: having('expected', 'flaky').length,
    failed: having('unexpected').length + report.errors.length,
    skipped: having('skipped'),
  };
}

function specsOf(suite: Suite): Array<{ name: string; tests: Suite['specs'][number]['tests'] }> {
  const own = suite.specs.map(({ title, tests }) => ({ name: `${suite.title} ${title}`, tests }));
  return [...own, ...(suite.suites ?? []).flatMap(specsOf)];
}
