import { formatDuration } from './formatDuration';

test.each([
  [0, '0 ms'],
  [0.419, '0.42 ms'],
  [12.34, '12.3 ms'],
  [843.2, '843 ms'],
  [1_204, '1.20 s'],
  [90_000, '1.50 mins'],
])('%d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
