import type { FrameMeta } from '../../../../contract/frames.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import { chooseSource } from '../counts/chooseSource.ts';
import { alignedBuckets, coveredRange, oneBucket } from '../figure/Buckets.ts';
import { foldedNotice } from '../figure/foldedNotice.ts';
import { problemFilter } from '../search/problemFilter.ts';
import { readSearch } from '../search/readSearch.ts';
import { timeseriesCounts, totalCounts } from '../shared/alertFrames.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';
import type { QueryContext, QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { labelling } from './labelling.ts';
import { sumByLabel } from './sumByLabel.ts';

type SeriesQuery = QueryOf<'occurrenceSeries'>;

const named = { name: 'occurrences', label: 'Occurrences' };

/** Occurrences of all problems or one, by a label: over time, or in total. */
export const occurrenceSeries: QueryHandler<'occurrenceSeries'> = async (query, context) => {
  const { pool, range, intervalMs, maxDataPoints: most } = context;
  const terms = readSearch(query.search);
  const [shops, kept, problems] = await Promise.all([Shops.load(pool), context.readKept(), context.readProblems()]);
  const isOverTime = query.format === 'timeseries';
  const buckets = isOverTime ? alignedBuckets(range, { ...kept, intervalMs, most }) : oneBucket(range, kept);
  const covered = coveredRange(buckets);
  const source = await chooseSource(
    { ...context, range: covered },
    { store: query.store, handled: query.handled, terms },
    shops
  );
  const { start, width, count } = buckets;
  const counts = await source.read({ from: start, to: start + width * count, bucketMs: count === 1 ? null : width });
  const isTold = problemsOf(query, context, problems);
  const labels = labelling(query, { shops, problems });
  const { series, folded } = sumByLabel(counts, source, { isTold, labels, problems, buckets: count });
  const meta = metaOf(covered, { folded, bounded: source.bounded });
  return isOverTime
    ? timeseriesCounts(series, buckets, { ...named, meta })
    : [totalCounts(labels.names, series, { ...named, meta })];
};

/** Whether a problem's occurrences count; null for one that is not known, or not told apart, says what is with those. */
function problemsOf(
  { problemId, search }: SeriesQuery,
  { caller, range }: QueryContext,
  problems: Problems
): (problem: Problem | null) => boolean {
  if (problemId !== '') {
    const target = problems.targetOf(problemId)?.id;
    return (problem) => problem !== null && problem.id === target;
  }
  const terms = readSearch(search);
  if (terms.length === 0) {
    return () => true;
  }
  const asking = { range, login: caller.login, problems, told: new Map(), now: Date.now() };
  const holds = problemFilter({ status: 'all', terms }, asking);
  const isAboutProblems = terms.some(({ field }) => field === null || aboutProblems.has(field));
  return (problem) => (problem === null ? !isAboutProblems : holds(problem));
}

const aboutProblems: ReadonlySet<string> = new Set(['is', 'type', 'title', 'file', 'assignee', 'first', 'last']);

function metaOf(
  range: { from: number; to: number },
  { folded, bounded }: { folded: boolean; bounded: number | null }
): FrameMeta {
  const text =
    'What is searched for is in no count: of the range, the latest ' +
    `${bounded} occurrences were looked at. A shorter time range is looked at as a whole.`;
  const notices = [
    ...(folded ? [foldedNotice] : []),
    ...(bounded === null ? [] : [{ severity: 'info' as const, text }]),
  ];
  return { custom: { range }, ...(notices.length > 0 ? { notices } : {}) };
}
