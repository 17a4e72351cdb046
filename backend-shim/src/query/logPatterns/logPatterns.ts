import type { FrameMeta } from '../../../../contract/frames.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { LogPatternRow } from '../../../../contract/rows.ts';
import { alignedBuckets, coveredRange, type Buckets } from '../figure/Buckets.ts';
import { foldedNotice } from '../figure/foldedNotice.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';
import type { RollupReader } from '../shared/Rollups.ts';
import { parseStoreKey } from '../shared/storeKey.ts';
import { Wildcard } from '../shared/Wildcard.ts';
import { sumPatterns } from './sumPatterns.ts';

const trendBuckets = 24;
const minute = 60_000;
const byPattern = { kind: 'logs', by: ['service', 'severity', 'pattern'], remember: true } as const;

/** Patterns of log records in the range, and how often each was written: exactly, from roll-ups. */
export const logPatterns: QueryHandler<'logPatterns'> = async (query, { range, readRollups, readKept }) => {
  const kept = await readKept();
  const buckets = alignedBuckets(range, { ...kept, intervalMs: 1, most: trendBuckets });
  const { start, width, count } = buckets;
  const where = filterOf(query);
  const series = await readRollups({
    ...byPattern,
    from: start,
    to: start + width * count,
    bucketMs: count === 1 ? null : width,
    where,
  });
  const { patterns, folded } = sumPatterns(series, buckets);
  const last = await readLastMinutes(readRollups, { buckets, kept, where });
  const rows = patterns
    .map((row) => ({ ...row, lastSeen: Math.min(last.get(row.id) ?? row.lastSeen, range.to) }))
    .sort((a, b) => b[query.sort] - a[query.sort] || b.lastSeen - a.lastSeen || (a.id < b.id ? -1 : 1));
  const notices = folded ? { notices: [foldedNotice] } : {};
  const meta: FrameMeta = {
    type: 'table',
    custom: { range: coveredRange(buckets), matching: rows.length },
    ...notices,
  };
  return [makeTable('logPatterns', columns, rows.slice(0, query.limit), meta)];
};

/** Each word stands in the pattern or its severity. Records tell no store, but their service. */
function filterOf({ search, store }: QueryOf<'logPatterns'>): (of: string[]) => boolean {
  const words = search.split(/\s+/).filter((word) => word !== '');
  const wanted = words.slice(0, 20).map((word) => new Wildcard(`*${word}*`));
  const only = store === '' ? null : (parseStoreKey(store)?.service ?? '');
  return ([service, severity, pattern]) =>
    (only === null || service === only) && wanted.every((word) => word.matches(`${severity} ${pattern}`));
}

/** When patterns of the last bucket were seen last, to the minute: most are in it. */
async function readLastMinutes(
  readRollups: RollupReader,
  { buckets, kept, where }: { buckets: Buckets; kept: Kept; where: (of: string[]) => boolean }
): Promise<Map<string, number>> {
  const from = buckets.start + buckets.width * (buckets.count - 1);
  const range = { start: from, width: minute, count: buckets.width / minute };
  // Of hours and days, minutes are many, and may be gone.
  if (buckets.width > 60 * minute || buckets.width === minute || from < kept.minutesSince) {
    return new Map();
  }
  const series = await readRollups({ ...byPattern, from, to: from + buckets.width, bucketMs: minute, where });
  return new Map(sumPatterns(series, range).patterns.map(({ id, lastSeen }) => [id, lastSeen]));
}

const columns: TableColumns<LogPatternRow> = {
  id: { type: 'string' },
  pattern: { type: 'string' },
  severity: { type: 'string' },
  records: { type: 'int64' },
  trend: { type: 'json.RawMessage' },
  lastSeen: { type: 'time.Time' },
};
