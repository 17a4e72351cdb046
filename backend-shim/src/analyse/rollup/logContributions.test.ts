import { log, traceId } from '../testing/build.ts';
import { logContributions } from './logContributions.ts';

const time = 1_795_447_960_000_000;
const minute = Math.floor(time / 60_000_000);
const told = (severity: number, body: string, after = 0) => ({ ...log(body), severity, time: time + after });

it('folds what differs in what varies into one pattern, by severity and minute', () => {
  const contributions = logContributions([
    told(10, 'Cart 17 was merged into 42'),
    told(10, 'Cart 18 was merged into 43'),
    told(13, 'Cart 19 was merged into 44'),
    told(10, 'Cart 20 was merged into 45', 60_000_000),
  ]);
  const dimensions = (severity: string) => ['shop', severity, 'Cart <n> was merged into <n>'];
  expect(contributions).toEqual([
    { kind: 'logs', minute, dimensions: dimensions('INFO'), values: [2], durations: [] },
    { kind: 'logs', minute, dimensions: dimensions('WARN'), values: [1], durations: [] },
    { kind: 'logs', minute: minute + 1, dimensions: dimensions('INFO'), values: [1], durations: [] },
  ]);
});

it('tells patterns that are no longer than titles, in whole characters, without the character between dimensions', () => {
  const long = '\u{1f600}'.repeat(300);
  for (const body of [long, 'a\0b', '\ud800 half', 'x'.repeat(100_000)]) {
    const [{ dimensions }] = logContributions([told(9, body)]);
    expect(dimensions[2].length).toBeLessThanOrEqual(200);
    expect(dimensions[2].isWellFormed()).toBe(true);
    expect(dimensions[2]).not.toContain('\0');
  }
});

it.each(['', ' \n '])('has a word for the text %j', (body) => {
  expect(logContributions([told(0, body)])[0].dimensions).toEqual(['shop', 'UNSPECIFIED', '(no text)']);
});

it('counts records with and without a trace', () => {
  expect(
    logContributions([
      { ...told(9, 'a'), traceId },
      { ...told(9, 'a'), traceId: '' },
    ])[0].values
  ).toEqual([2]);
  expect(logContributions([])).toEqual([]);
});
