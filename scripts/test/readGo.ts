import type { Tally } from './Tally.ts';

interface GoEvent {
  Action: string;
  Package?: string;
  Test?: string;
  Output?: string;
}

export interface GoReport extends Tally {
  /** What failing tests and packages printed. */
  output: string;
}

/** Reads what `go test -json` prints; a package that does not build counts as one failure. */
export function readGo(text: string): GoReport {
  const events = text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as GoEvent);
  const nameOf = ({ Package = '', Test = '' }: GoEvent) => `${Package} ${Test}`.trim();
  const ended = (action: string) => events.filter(({ Action, Test }) => Action === action && Test);
  const failedTests = ended('fail');
  const failedInside = new Set(failedTests.map(({ Package }) => Package));
  const failedPackages = events.filter(
    ({ Action, Package, Test }) => Action === 'fail' && !Test && !failedInside.has(Package)
  );
  const failed = new Set([...failedTests, ...failedPackages].map(nameOf));
  const printed = events.filter((event) => event.Output && failed.has(nameOf(event))).map(({ Output }) => Output);
  return {
    passed: ended('pass').length,
    failed: failedTests.length + failedPackages.length,
    skipped: ended('skip').map(nameOf),
    output: printed.join(''),
  };
}
