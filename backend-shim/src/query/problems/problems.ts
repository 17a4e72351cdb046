import type { PageOf, ProblemRow } from '../../../../contract/rows.ts';
import { coveredRange, oneBucket } from '../figure/Buckets.ts';
import { readSearch } from '../search/readSearch.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { Problems } from '../shared/Problems.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { chooseProblems, type Page } from './chooseProblems.ts';
import { findProblems, type Found } from './findProblems.ts';
import { metaOf } from './metaOf.ts';

/** Problems seen in the time range, with how often, when and by how many. */
export const problems: QueryHandler<'problems'> = async (query, context) => {
  const { pool, readRollups, orders } = context;
  const terms = readSearch(query.search);
  const [shops, kept, all] = await Promise.all([Shops.load(pool), context.readKept(), context.readProblems()]);
  const buckets = oneBucket(context.range, kept);
  const range = coveredRange(buckets);
  const [found, unexplained] = await Promise.all([
    findProblems(query, { terms, context: { ...context, range }, shops, kept, problems: all }),
    metaOf(query, { readRollups, buckets }, shops),
  ]);
  const page = await chooseProblems(query, found, { pool, range, terms, problems: all, orders });
  const rows = page.chosen.map((one) => toRow(one, page, all));
  const meta = unexplained({ ...found.occurred, visitorsBounded: page.bounded, textBounded: found.textBounded });
  const custom = { ...(meta.custom as object), ...pageOf(page) };
  return [makeTable('problems', columns, rows, { type: 'table', ...meta, custom })];
};

function pageOf({ nextCursor, matching }: Page): PageOf {
  return { nextCursor, matching };
}

function toRow({ problem, occurrences }: Found, page: Page, problems: Problems): ProblemRow {
  const { id, title, type, file, line, route, status, handled, assignee, regressedAt, revision } = problem;
  return {
    ...{ id, title, type, file, line, route, status, handled },
    occurrences,
    visitors: page.visitors.get(id) ?? null,
    trend: page.trends.get(id) ?? [],
    firstSeen: problems.firstSeen(problem),
    lastSeen: problems.lastSeen(problem),
    ...{ assignee, regressedAt, revision },
    merged: problems.partsOf(problem).length,
  };
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
  assignee: { type: 'string', nullable: true },
  regressedAt: { type: 'time.Time', nullable: true },
  revision: { type: 'int64' },
  merged: { type: 'int64' },
};
