import type { QueryOf } from '../../../../contract/queries.ts';
import type { ProblemRow } from '../../../../contract/rows.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import type { RollupSeries } from '../../store/metrics/readRollups.ts';
import { alignedBuckets, coveredRange, oneBucket } from '../figure/Buckets.ts';
import { Facts } from '../figure/Facts.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryContext, QueryHandler } from '../shared/QueryContext.ts';
import { placesOf, storeIdOf } from '../shared/Rollups.ts';
import { Shops } from '../shared/Shops.ts';
import { sourceCondition, type Condition } from '../shared/sourceCondition.ts';
import { countVisitors, type Occurred, type VisitorCounts } from './countVisitors.ts';
import { metaOf } from './metaOf.ts';
import { searchOccurrences, selectCandidates, selectProblems, type Candidate } from './sql.ts';
import { wordsOf } from './Words.ts';

type ProblemsQuery = QueryOf<'problems'>;

const trendBuckets = 24;
/** Searched occurrences at most, the latest ones. */
const mostSearched = 20_000;
/** Of more problems than this, those of the most occurrences are put in order by their visitors. */
const mostSortedByVisitors = 500;

const { dimensions, values } = placesOf('problems');
const problemOf = (series: RollupSeries) => series.dimensions[dimensions.problemId];
const occurrencesOf = (series: RollupSeries) => series.values[values.occurrences];

/** Problems seen in the time range, with how often, when and by how many. */
export const problems: QueryHandler<'problems'> = async (query, context) => {
  const { pool, readRollups, range, kept } = context;
  const shops = await Shops.load(pool);
  const source = await sourceCondition(pool, shops, query.store, 'o.source_id');
  const scope = { readRollups, buckets: oneBucket(range, kept) };
  const facts = new Facts(scope);
  const ofStore = storeFilter(query.store, shops);
  const covered = { ...context, range: coveredRange(scope.buckets) };
  const occurred = countOccurrences(await readProblems(covered, null, ofStore));

  const candidates = (await findCandidates(query, covered, source)).filter(({ id }) => occurred.has(id));
  const chosen = await choose(candidates, query, covered, occurred, source);
  const ids = chosen.ids.map(({ id }) => id);
  const [stored, trends, meta] = await Promise.all([
    selectProblems(pool, ids),
    readTrends(new Set(ids), context, ofStore),
    metaOf(query, scope, facts, shops, {
      folded: occurred.get(otherSeries) ?? 0,
      visitorsBounded: chosen.bounded,
      searchBounded: query.search !== '' && sum(occurred) > mostSearched ? mostSearched : null,
    }),
  ]);
  const byId = new Map(stored.map((problem) => [problem.id.toString('hex'), problem]));
  const rows = ids.flatMap((id): ProblemRow[] => {
    const problem = byId.get(id);
    return problem
      ? [
          {
            ...problem,
            id,
            route: problem.route ?? '',
            handled: Boolean(problem.handled),
            occurrences: occurred.get(id) ?? 0,
            visitors: chosen.visitors.get(id) ?? null,
            trend: trends.get(id) ?? [],
            firstSeen: +problem.firstSeen,
            lastSeen: +problem.lastSeen,
          },
        ]
      : [];
  });
  return [makeTable('problems', columns, rows, { type: 'table', ...meta })];
};

type Filter = (dimensions: string[]) => boolean;

function storeFilter(store: string, shops: Shops): Filter {
  return (of) => store === '' || shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId])) === store;
}

function countOccurrences(series: RollupSeries[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of series) {
    counts.set(problemOf(one), (counts.get(problemOf(one)) ?? 0) + occurrencesOf(one));
  }
  return new Map([...counts].filter(([, count]) => count > 0));
}

/** Those with the status wanted in which, or in an occurrence of which, each word of the search stands. */
async function findCandidates(query: ProblemsQuery, { pool, range }: QueryContext, source: Condition): Promise<Candidate[]> {
  const words = wordsOf(query.search);
  const [candidates, told] = await Promise.all([
    selectCandidates(pool, range, query.status, words),
    words.patterns.length > 0 ? searchOccurrences(pool, range, source, words, mostSearched) : new Map<string, boolean[]>(),
  ]);
  return candidates.filter(({ id, words: own }) => own.every((holds, at) => holds || told.get(id)?.[at]));
}

interface Chosen extends VisitorCounts {
  ids: Candidate[];
}

async function choose(
  candidates: Candidate[],
  { sort, limit }: ProblemsQuery,
  { pool, range }: QueryContext,
  occurred: Occurred,
  source: Condition
): Promise<Chosen> {
  const countOf = (all: Candidate[]) =>
    countVisitors(pool, range, new Map(all.map(({ id }) => [id, occurred.get(id) ?? 0])), source);
  const byOccurrences = ({ id }: Candidate) => occurred.get(id) ?? 0;
  if (sort === 'visitors') {
    const some = inOrder(candidates, byOccurrences).slice(0, Math.max(limit, mostSortedByVisitors));
    const counted = await countOf(some);
    return { ...counted, ids: inOrder(some, ({ id }) => counted.visitors.get(id) ?? 0).slice(0, limit) };
  }
  const keys = { occurrences: byOccurrences, lastSeen: lastSeenOf, firstSeen: ({ firstSeen }: Candidate) => +firstSeen };
  const ids = inOrder(candidates, keys[sort]).slice(0, limit);
  return { ...(await countOf(ids)), ids };
}

const lastSeenOf = ({ lastSeen }: Candidate) => +lastSeen;

/** The most first, of equals the one seen last. */
function inOrder(all: Candidate[], key: (candidate: Candidate) => number): Candidate[] {
  return all.toSorted((a, b) => key(b) - key(a) || lastSeenOf(b) - lastSeenOf(a) || (a.id < b.id ? -1 : 1));
}

async function readTrends(ids: ReadonlySet<string>, context: QueryContext, ofStore: Filter): Promise<Map<string, number[]>> {
  const buckets = alignedBuckets(context.range, { ...context.kept, intervalMs: 1, most: trendBuckets });
  const trends = new Map([...ids].map((id) => [id, Array<number>(buckets.count).fill(0)]));
  if (ids.size > 0) {
    const where: Filter = (of) => ids.has(of[dimensions.problemId]) && ofStore(of);
    for (const series of await readProblems({ ...context, range: coveredRange(buckets) }, buckets.width, where)) {
      trends.get(problemOf(series))![series.bucket] += occurrencesOf(series);
    }
  }
  return trends;
}

/** @param context - its range is of whole minutes */
function readProblems(
  { readRollups, range }: Pick<QueryContext, 'readRollups' | 'range'>,
  bucketMs: number | null,
  where: Filter
): Promise<RollupSeries[]> {
  const by = ['problemId'];
  return readRollups({ kind: 'problems', from: range.from, to: range.to + 1, bucketMs, where, by, sketches: false });
}

function sum(occurred: Occurred): number {
  return [...occurred.values()].reduce((all, count) => all + count, 0);
}

const columns: TableColumns<ProblemRow> = {
  id: { type: 'string' },
  title: { type: 'string' },
  type: { type: 'string' },
  file: { type: 'string' },
  line: { type: 'int64' },
  route: { type: 'string' },
  status: { type: 'string' },
  handled: { type: 'bool' },
  occurrences: { type: 'int64' },
  visitors: { type: 'int64', nullable: true },
  trend: { type: 'json.RawMessage' },
  firstSeen: { type: 'time.Time' },
  lastSeen: { type: 'time.Time' },
};
