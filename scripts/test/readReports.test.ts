import { readGo } from './readGo.ts';
import { readJest } from './readJest.ts';
import { readPlaywright } from './readPlaywright.ts';
import { addTallies, checkTally, honest } from './Tally.ts';

describe('reports of runners', () => {
  it('reads Jest: suites that do not load have failed, pending and todo are skipped', () => {
    const text = JSON.stringify({
      numPassedTests: 2,
      numFailedTests: 1,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          assertionResults: [
            { status: 'passed', fullName: 'a' },
            { status: 'pending', fullName: 'b' },
            { status: 'todo', fullName: 'c' },
          ],
        },
        { assertionResults: [{ status: 'failed', fullName: 'd' }] },
      ],
    });
    expect(readJest(text)).toEqual({ passed: 2, failed: 2, skipped: ['b', 'c'] });
  });

  it('reads Go: a package that does not build has failed, one with failed tests is not counted again', () => {
    const events = [
      { Action: 'output', Package: 'p', Test: 'TestA', Output: 'fine\n' },
      { Action: 'pass', Package: 'p', Test: 'TestA' },
      { Action: 'output', Package: 'p', Test: 'TestB', Output: 'broken\n' },
      { Action: 'fail', Package: 'p', Test: 'TestB' },
      { Action: 'skip', Package: 'p', Test: 'TestC' },
      { Action: 'fail', Package: 'p' },
      { Action: 'output', Package: 'q', Output: 'undefined: x\n' },
      { Action: 'fail', Package: 'q' },
      { Action: 'pass', Package: 'r' },
    ];
    const text = `go: downloading\n${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
    expect(readGo(text)).toEqual({ passed: 1, failed: 2, skipped: ['p TestC'], output: 'broken\nundefined: x\n' });
  });

  it('reads Playwright: nested suites, skipped tests, files that do not load', () => {
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
    const text = JSON.stringify({
      errors: [{ message: 'SyntaxError' }],
      suites: [
        {
          title: 'pages.spec.ts',
          specs: [spec('one', 'expected'), spec('two', 'skipped')],
          suites: [{ title: 'inner', specs: [spec('three', 'unexpected'), spec('four', 'flaky')] }],
        },
      ],
    });
    expect(readPlaywright(text)).toEqual({ passed: 2, failed: 2, skipped: ['pages.spec.ts two'] });
  });

  it('takes no silence for success', () => {
    const nothing = { passed: 0, failed: 0, skipped: [] };
    expect(honest(nothing, 0).failed).toBe(1);
    expect(honest({ ...nothing, passed: 3 }, 1).failed).toBe(1);
    expect(honest({ ...nothing, passed: 3 }, null).failed).toBe(1);
    expect(honest({ ...nothing, passed: 3 }, 0).failed).toBe(0);
    expect(honest({ ...nothing, failed: 2 }, 1).failed).toBe(2);
    expect(honest({ ...nothing, skipped: ['a'] }, 0).failed).toBe(0);
  });

  it('sums up', () => {
    expect(addTallies([checkTally(true), checkTally(false), { passed: 4, failed: 0, skipped: ['x'] }])).toEqual({
      passed: 5,
      failed: 1,
      skipped: ['x'],
    });
  });
});
