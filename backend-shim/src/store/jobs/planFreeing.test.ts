import type { TableSize } from '../readTableSizes.ts';
import { planFreeing } from './planFreeing.ts';

const now = Date.UTC(2026, 10, 23, 12);

function size(table: string, partition: string | null, bytes: number, rows = 1000): TableSize {
  return { table: `maho_insights_${table}`, partition, bytes, rows, freeBytes: 0 };
}

it('frees traces from the oldest day on, then minutes, and nothing of today or of other kinds', () => {
  const plan = planFreeing(
    [
      size('dictionary', null, 9e9),
      size('error_occurrences', 'p20261101', 9e9),
      size('metrics', 'p20261121', 4e6),
      size('metrics', 'p20261120', 3e6),
      size('metrics', 'p20261123', 3e6),
      size('metrics_history', 'p202610', 9e9),
      size('trace_blocks', 'p20261121', 5e6),
      size('trace_blocks', 'p20261122', 6e6),
      size('trace_blocks', 'p20261123', 7e6),
      size('trace_blocks', 'p_max', 8e6),
      size('traces', 'p20261122', 1e6),
      size('traces', 'p20261121', 2e6),
    ],
    now
  );
  expect(plan.map(({ what, day, bytes }) => [what, new Date(day).getUTCDate(), bytes])).toEqual([
    ['traces', 21, 7e6],
    ['traces', 22, 7e6],
    ['minutes', 20, 3e6],
    ['minutes', 21, 4e6],
  ]);
  expect(plan[0].partitions).toEqual([
    { table: 'maho_insights_trace_blocks', partition: 'p20261121' },
    { table: 'maho_insights_traces', partition: 'p20261121' },
  ]);
});

it('leaves partitions that hold nothing', () => {
  expect(planFreeing([size('traces', 'p20261101', 49_152, 0)], now)).toEqual([]);
  expect(planFreeing([size('traces', 'p20261101', 5e6, 0)], now)).toHaveLength(1);
});
