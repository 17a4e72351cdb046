import { endOfPeriod, partitionStart, startOfPeriod } from '../partitions/periods.ts';
import type { TableSize } from '../readTableSizes.ts';

/** What can be dropped of one day. */
export interface Freeable {
  what: 'traces' | 'minutes';
  /** ms since 1970. */
  day: number;
  partitions: Array<{ table: string; partition: string }>;
  bytes: number;
}

const tablesOf = {
  traces: ['maho_insights_trace_blocks', 'maho_insights_traces'],
  minutes: ['maho_insights_metrics'],
} as const;
/** What a partition takes that nothing is in: not worth an interruption. */
const emptyBytes = 256 << 10;

/** Days before today that can be dropped to free space, in that order: traces from the oldest on, then minutes. */
export function planFreeing(sizes: TableSize[], now: number): Freeable[] {
  const today = startOfPeriod('day', now);
  return (['traces', 'minutes'] as const).flatMap((what) => {
    const days = new Map<number, Freeable>();
    for (const { table, partition, bytes, rows } of sizes) {
      const day = partition === null ? null : partitionStart(partition);
      if (partition === null || day === null || !(tablesOf[what] as readonly string[]).includes(table)) {
        continue;
      }
      if (endOfPeriod('day', day) <= today && (rows > 0 || bytes > emptyBytes)) {
        const found = days.get(day) ?? { what, day, partitions: [], bytes: 0 };
        days.set(day, found);
        found.partitions.push({ table, partition });
        found.bytes += bytes;
      }
    }
    return Array.from(days.values()).sort((a, b) => a.day - b.day);
  });
}
