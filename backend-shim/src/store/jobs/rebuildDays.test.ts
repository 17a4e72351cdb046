import type { TableSize } from '../readTableSizes.ts';
import { sealedPartitions } from './rebuildDays.ts';

const now = Date.UTC(2026, 10, 23, 12);

function size(table: string, partition: string | null, bytes = 1e8): TableSize {
  return { table: `maho_insights_${table}`, partition, bytes, rows: 1000, freeBytes: 0 };
}

it('finds days that are over, were not rebuilt, and are neither too small nor too large', () => {
  const sizes = [
    size('trace_heads', 'p20261121'),
    size('paths', null),
    size('traces', 'p20261120'),
    size('traces', 'p20261121'),
    size('traces', 'p20261122'),
    size('traces', 'p20261123'),
    size('traces', 'p_max'),
    size('trace_blocks', 'p20261121', 50_000),
    size('trace_blocks', 'p20261122'),
    size('traces', 'p20261119', 2e9),
  ];
  const found = (rebuilt: Record<string, string>, time: number) =>
    sealedPartitions(sizes, rebuilt, time).map(({ table, partition }) => `${table.slice(14)} ${partition}`);
  expect(found({}, now)).toEqual([
    'traces p20261120',
    'traces p20261121',
    'traces p20261122',
    'trace_blocks p20261122',
  ]);
  expect(found({ maho_insights_traces: 'p20261121' }, now)).toEqual(['traces p20261122', 'trace_blocks p20261122']);
  // Just after midnight, traces of the day before are still under way.
  expect(found({ maho_insights_traces: 'p20261121' }, Date.UTC(2026, 10, 23, 0, 30))).toEqual([]);
});
