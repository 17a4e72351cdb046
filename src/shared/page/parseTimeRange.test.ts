import { parseTimeRange } from './parseTimeRange';

const hour = 3_600_000;

function length(from: string | null, to: string | null): number {
  const range = parseTimeRange(from, to, 'utc');
  return Math.round((range.to.valueOf() - range.from.valueOf()) / 1_000) * 1_000;
}

test('without a range it is the last 24 hours', () => {
  expect(length(null, null)).toBe(24 * hour);
  expect(parseTimeRange(null, null, 'utc').raw).toEqual({ from: 'now-24h', to: 'now' });
});

test('reads relative times, epoch milliseconds and ISO 8601', () => {
  expect(length('now-1h', 'now')).toBe(hour);
  expect(parseTimeRange('1780000000000', '1780000060000', 'utc').from.valueOf()).toBe(1_780_000_000_000);
  expect(parseTimeRange('2026-11-23T10:00:00.000Z', '2026-11-23T11:00:00.000Z', 'utc').to.valueOf()).toBe(
    Date.UTC(2026, 10, 23, 11)
  );
});

test.each([
  ['nonsense', 'now'],
  ['now-', 'now'],
  ['now', 'now-1h'],
  ['1780000060000', '1780000000000'],
  ['', ''],
])('from %j to %j is the last 24 hours', (from, to) => {
  expect(length(from, to)).toBe(24 * hour);
});
