import type { QueryHandler } from '../shared/QueryContext.ts';
import { oneBucket } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { makeTable, type TableColumn } from '../shared/frame.ts';
import { Shops } from '../shared/Shops.ts';
import { selectRequests, type RequestRow } from './sql.ts';

/** Requests that have a trace, the slowest or the newest first. */
export const requests: QueryHandler<'requests'> = async (query, { pool, range }) => {
  const shops = await Shops.load(pool);
  const rows = await selectRequests(pool, range, query, shops.condition(query.store));
  const columns: Array<TableColumn<RequestRow>> = [
    { name: 'time', type: 'time.Time', value: (row) => +row.time },
    { name: 'traceId', type: 'string', value: (row) => row.traceId.toString('hex') },
    { name: 'method', type: 'string', nullable: true, value: (row) => row.method },
    { name: 'path', type: 'string', nullable: true, value: (row) => row.path },
    { name: 'route', type: 'string', nullable: true, value: (row) => row.route },
    { name: 'httpStatus', type: 'int64', nullable: true, value: (row) => row.httpStatus },
    { name: 'failed', type: 'bool', value: (row) => Boolean(row.failed) },
    { name: 'durationMs', type: 'float64', config: { unit: 'ms' }, value: (row) => Number(row.duration) / 1000 },
    { name: 'queries', type: 'int64', value: (row) => row.queries },
    { name: 'queryTimeMs', type: 'float64', config: { unit: 'ms' }, value: (row) => Number(row.queryTime) / 1000 },
    { name: 'slowQueries', type: 'int64', value: (row) => row.slowQueries },
    { name: 'spans', type: 'int64', value: (row) => row.spans },
    { name: 'store', type: 'string', value: (row) => shops.keyOf(row.service, row.storeId) },
  ];
  const scope = { pool, range, buckets: oneBucket(range) };
  // As many as there are slow queries to count: both come from the requests with a trace.
  const { coverage } = await countFigure({ figure: 'slowQueries', store: query.store, byStore: false }, scope, shops);
  return [makeTable('requests', columns, rows, { custom: coverage })];
};
