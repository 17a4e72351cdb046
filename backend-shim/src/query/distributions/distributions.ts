import type { DistributionRow } from '../../../../contract/rows.ts';
import { coveredRange, oneBucket } from '../figure/Buckets.ts';
import { occurrenceCondition } from '../occurrences/occurrenceCondition.ts';
import { readSearch } from '../search/readSearch.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { divergence } from './divergence.ts';
import { readAllRequests } from './readAllRequests.ts';
import { mostOccurrences, readOccurrences } from './readOccurrences.ts';
import { shareOf, type Counts, type Dimensions } from './Dimensions.ts';

/** Of a dimension with more values, the most frequent are told. */
const mostValues = 10;

/** In what a problem's occurrences differ from all requests, the most telling dimension first. */
export const distributions: QueryHandler<'distributions'> = async (query, context) => {
  const { pool, readProblems, readRollups } = context;
  const terms = readSearch(query.search);
  const [shops, kept, problems] = await Promise.all([Shops.load(pool), context.readKept(), readProblems()]);
  const range = coveredRange(oneBucket(context.range, kept));
  const problem = problems.targetOf(query.problemId);
  const ids = problem ? problems.idsOf(problem) : [query.problemId];
  const condition = occurrenceCondition({ store: query.store, handled: 'all', terms }, problem, shops);
  const [own, all] = await Promise.all([
    readOccurrences({ pool, range, shops }, ids, condition),
    readAllRequests({ pool, range, shops, readRollups }, query.store),
  ]);
  const rows = [...own.dimensions]
    .flatMap(([dimension, counts]) => rowsOf(dimension, counts, { looked: own.looked, all }))
    .sort((a, b) => b.weight - a.weight || (a.dimension < b.dimension ? -1 : a.dimension > b.dimension ? 1 : 0));
  const text =
    `Of the occurrences in the range, the latest ${mostOccurrences} that are kept were looked at. ` +
    'A shorter time range is looked at as a whole.';
  const notices = own.isBounded ? { notices: [{ severity: 'info' as const, text }] } : {};
  return [makeTable('distributions', columns, rows, { type: 'table', ...notices })];
};

/** The most frequent first. */
function rowsOf(
  dimension: string,
  counts: Counts,
  { looked, all }: { looked: number; all: Dimensions }
): DistributionRow[] {
  const base = all.get(dimension) ?? new Map<string, number>();
  const weight = divergence(counts, base);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, mostValues)
    .map(([value, occurrences]) => ({
      dimension,
      value,
      occurrences,
      share: occurrences / looked,
      shareOfAll: shareOf(base, value),
      weight,
    }));
}

const columns: TableColumns<DistributionRow> = {
  dimension: { type: 'string' },
  value: { type: 'string' },
  occurrences: { type: 'int64' },
  share: { type: 'float64', config: { unit: 'percentunit' } },
  shareOfAll: { type: 'float64', nullable: true, config: { unit: 'percentunit' } },
  weight: { type: 'float64' },
};
