import { createHash } from 'node:crypto';
import type { LogPatternRow } from '../../../../contract/rows.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import type { RollupSeries } from '../../store/metrics/readRollups.ts';
import type { Buckets } from '../figure/Buckets.ts';
import { placesOf } from '../shared/Rollups.ts';

const { dimensions, values } = placesOf('logs');

/** Patterns of all services alike. `folded`: some records are of more patterns than are told apart. */
export function sumPatterns(
  series: RollupSeries[],
  { start, width, count }: Buckets
): { patterns: LogPatternRow[]; folded: boolean } {
  const sums = new Map<string, Pick<LogPatternRow, 'pattern' | 'severity' | 'trend'>>();
  for (const { bucket, dimensions: of, values: counted } of series) {
    const [severity, pattern] = [of[dimensions.severity], of[dimensions.pattern]];
    const key = `${severity}\n${pattern}`;
    const sum = sums.get(key) ?? { pattern, severity, trend: Array<number>(count).fill(0) };
    sums.set(key, sum);
    sum.trend[bucket] += counted[values.records];
  }
  const patterns = [...sums]
    .map(([key, sum]) => ({
      id: createHash('sha256').update(key).digest('hex').slice(0, 16),
      ...sum,
      records: sum.trend.reduce((all, one) => all + one, 0),
      lastSeen: start + width * (sum.trend.findLastIndex((one) => one > 0) + 1) - 1,
    }))
    .filter(({ records }) => records > 0);
  return { patterns, folded: patterns.some(({ pattern }) => pattern === otherSeries) };
}
