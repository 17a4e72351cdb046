import { endOfPeriod, partitionName, partitionStart, startOfPeriod } from './periods.ts';

const noon = Date.UTC(2026, 10, 30, 12);

it('knows where days and months begin and end, in UTC', () => {
  expect(startOfPeriod('day', noon)).toBe(Date.UTC(2026, 10, 30));
  expect(endOfPeriod('day', noon)).toBe(Date.UTC(2026, 11, 1));
  expect(startOfPeriod('month', noon)).toBe(Date.UTC(2026, 10, 1));
  expect(endOfPeriod('month', noon)).toBe(Date.UTC(2026, 11, 1));
  expect(endOfPeriod('month', Date.UTC(2026, 11, 31))).toBe(Date.UTC(2027, 0, 1));
  expect(endOfPeriod('month', Date.UTC(2027, 0, 31))).toBe(Date.UTC(2027, 1, 1));
  expect(endOfPeriod('day', Date.UTC(2026, 10, 30))).toBe(Date.UTC(2026, 11, 1));
});

it('names partitions so that their names tell when they begin', () => {
  expect(partitionName('day', noon)).toBe('p20261130');
  expect(partitionName('month', noon)).toBe('p202611');
  expect(partitionStart('p20261130')).toBe(Date.UTC(2026, 10, 30));
  expect(partitionStart('p202611')).toBe(Date.UTC(2026, 10, 1));
  expect(partitionStart('p_max')).toBeNull();
});
