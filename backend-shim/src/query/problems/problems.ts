import type { ProblemRow } from '../../../../contract/rows.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import { coveredRange, oneBucket } from '../figure/Buckets.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { sourceCondition } from '../shared/sourceCondition.ts';
import { chooseProblems, mostSearched } from './chooseProblems.ts';
import { countProblems, ofStore, readTrends } from './countProblems.ts';
import { metaOf } from './metaOf.ts';
import { selectProblems, type StoredProblem } from './sql.ts';

/** Problems seen in the time range, with how often, when and by how many. */
export const problems: QueryHandler<'problems'> = async (query, context) => {
  const { pool, readRollups } = context;
  const [shops, kept] = await Promise.all([Shops.load(pool), context.readKept()]);
  const buckets = oneBucket(context.range, kept);
  const range = coveredRange(buckets);
  const where = ofStore(query.store, shops);
  const [occurred, source] = await Promise.all([
    countProblems({ ...context, range }, where),
    sourceCondition(pool, shops, query.store, 'o.source_id'),
  ]);
  const { ids, visitors, bounded } = await chooseProblems(query, { pool, range, occurred, source });
  const all = [...occurred.values()].reduce((sum, count) => sum + count, 0);
  const [stored, trends, meta] = await Promise.all([
    selectProblems(pool, ids),
    readTrends({ ...context, kept }, new Set(ids), where),
    metaOf(query, { readRollups, buckets }, shops, {
      folded: occurred.get(otherSeries) ?? 0,
      visitorsBounded: bounded,
      searchBounded: query.search !== '' && all > mostSearched ? mostSearched : null,
    }),
  ]);
  const byId = new Map(stored.map((problem) => [problem.id.toString('hex'), problem]));
  const rows = ids.filter((id) => byId.has(id)).map((id) => toRow(id, byId.get(id)!, { occurred, visitors, trends }));
  return [makeTable('problems', columns, rows, { type: 'table', ...meta })];
};

interface Counts {
  occurred: Map<string, number>;
  visitors: Map<string, number>;
  trends: Map<string, number[]>;
}

function toRow(id: string, problem: StoredProblem, { occurred, visitors, trends }: Counts): ProblemRow {
  return {
    ...problem,
    id,
    route: problem.route ?? '',
    handled: Boolean(problem.handled),
    occurrences: occurred.get(id) ?? 0,
    visitors: visitors.get(id) ?? null,
    trend: trends.get(id) ?? [],
    firstSeen: +problem.firstSeen,
    lastSeen: +problem.lastSeen,
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
};
