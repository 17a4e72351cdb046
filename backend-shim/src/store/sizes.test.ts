import type { TableSize } from './readTableSizes.ts';
import { reportSizes } from './sizes.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);
const retention = { traces: 30 * day, occurrences: 90 * day, metrics: 400 * day };

function size(table: string, partition: string | null, bytes: number, rows = 10): TableSize {
  return { table: `maho_insights_${table}`, partition, bytes, rows, freeBytes: 0 };
}

const sizes = [
  size('dictionary', null, 1_000),
  size('errors', null, 500),
  size('metrics', 'p20261122', 100),
  size('metrics_history', 'p202611', 2_000),
  size('trace_blocks', 'p20261120', 40, 0),
  size('trace_blocks', 'p20261121', 4_000),
  size('trace_blocks', 'p20261122', 8_000),
  size('trace_blocks', 'p20261123', 999_999),
  size('trace_blocks', 'p_max', 40, 0),
  size('traces', 'p20261122', 2_000),
];
const kind = (report: ReturnType<typeof reportSizes>, name: string) => report.kinds.find((each) => each.kind === name);

it('adds up by kind and day', () => {
  const report = reportSizes(sizes, null, retention, now);
  expect(report.bytes).toBe(sizes.reduce((sum, { bytes }) => sum + bytes, 0));
  expect(
    report.days.map(({ kind: name, day: at, bytes, rows }) => [name, new Date(at).getUTCDate(), bytes, rows])
  ).toEqual([
    ['traces', 21, 4_000, 10],
    ['minutes', 22, 100, 10],
    ['traces', 22, 10_000, 20],
    ['traces', 23, 999_999, 10],
  ]);
  expect(kind(report, 'other')).toMatchObject({ bytes: 500, forecastBytes: 500 });
});

it('forecasts from full days, and says nothing where none is known', () => {
  const report = reportSizes(sizes, now - 4 * day, retention, now);
  expect(kind(report, 'traces')).toMatchObject({ bytesADay: 7_000, forecastBytes: 210_000 });
  expect(kind(report, 'minutes')).toMatchObject({ bytesADay: 100, forecastBytes: 3_000 });
  expect(kind(report, 'history')).toMatchObject({ bytesADay: 500, forecastBytes: 200_000 });
  expect(kind(report, 'events')).toMatchObject({ bytesADay: null, forecastBytes: null });
  expect(report.forecastBytes).toBe(210_000 + 3_000 + 200_000 + 1_000 + 500);
  expect(reportSizes(sizes, null, retention, now).forecastBytes).toBeNull();
  expect(reportSizes(sizes, now - 4 * day, null, now).forecastBytes).toBeNull();
});
