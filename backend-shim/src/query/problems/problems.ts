import type { Coverage } from '../../../../contract/coverage.ts';
import type { FrameMeta } from '../../../../contract/frames.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import { oneBucket } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { Facts } from '../figure/Facts.ts';
import { total, type Row } from '../figure/Row.ts';
import { makeTable, type TableColumn } from '../shared/frame.ts';
import type { QueryContext, QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { selectProblems, selectTrends, type ProblemRow } from './sql.ts';

const trendBuckets = 24;

type TrendedRow = ProblemRow & { trend: number[] };

const columns: Array<TableColumn<TrendedRow>> = [
  { name: 'id', type: 'string', value: (row) => row.id.toString('hex') },
  { name: 'title', type: 'string', value: (row) => row.title },
  { name: 'type', type: 'string', value: (row) => row.type },
  { name: 'file', type: 'string', value: (row) => row.file },
  { name: 'line', type: 'int64', value: (row) => row.line },
  { name: 'route', type: 'string', value: (row) => row.route ?? '' },
  { name: 'status', type: 'string', value: (row) => row.status },
  { name: 'handled', type: 'bool', value: (row) => Boolean(row.handled) },
  { name: 'occurrences', type: 'int64', value: (row) => Number(row.occurrences) },
  {
    name: 'visitors',
    type: 'int64',
    nullable: true,
    value: (row) => (row.visitors === null ? null : Number(row.visitors)),
  },
  { name: 'trend', type: 'json.RawMessage', value: (row) => row.trend },
  { name: 'firstSeen', type: 'time.Time', value: (row) => +row.firstSeen },
  { name: 'lastSeen', type: 'time.Time', value: (row) => +row.lastSeen },
];

/** Problems seen in the time range, with how often, when and by how many. */
export const problems: QueryHandler<'problems'> = async (query, context) => {
  const { pool, range } = context;
  const shops = await Shops.load(pool);
  const store = shops.condition(query.store);
  const rows = await selectProblems(pool, range, query, store);
  const ids = rows.map((row) => row.id);
  const trends = ids.length > 0 ? await selectTrends(pool, range, ids, trendBuckets, store) : [];
  const byId = Map.groupBy(trends, (trend) => trend.id.toString('hex'));
  const trended = rows.map((row) => {
    const trend = Array<number>(trendBuckets).fill(0);
    byId
      .get(row.id.toString('hex'))
      ?.forEach(({ bucket, occurrences }) => (trend[Number(bucket)] += Number(occurrences)));
    return { ...row, trend };
  });
  return [makeTable('problems', columns, trended, await metaOf(query, context, shops))];
};

/** What ended a request is told by its trace alone: failed requests without one are in no row, but said beside them. */
async function metaOf(query: QueryOf<'problems'>, { pool, range }: QueryContext, shops: Shops): Promise<FrameMeta> {
  const scope = { pool, range, buckets: oneBucket(range) };
  const failed = await countFigure({ figure: 'failedRequests', store: query.store, byStore: false }, scope, shops);
  const explained = await new Facts(scope).occurrences('failedRequests');
  const ofStore = (row: Row) => query.store === '' || shops.keyOf(row.service, row.storeId) === query.store;
  const all = total(failed.rows);
  const missing = Math.max(0, all - total(explained.filter(ofStore)));
  if (missing === 0) {
    return { custom: { source: 'mixed', from: all, of: all, note: '' } satisfies Coverage };
  }
  const note =
    `${missing} of ${all} failed requests were not sampled by the store, so what ended them is not known and not listed. ` +
    'Raise its sampling rate to 1 to see every failure.';
  return {
    custom: { source: 'mixed', from: all - missing, of: all, note } satisfies Coverage,
    notices: [{ severity: 'warning', text: note }],
  };
}
