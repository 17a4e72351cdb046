import type { QueryHandler } from '../shared/QueryContext.ts';
import { makeTable, type TableColumn } from '../shared/frame.ts';
import { Shops } from '../shared/Shops.ts';
import { selectOccurrences, type OccurrenceRow } from './sql.ts';

/** Occurrences of one problem in the time range, newest first. */
export const occurrences: QueryHandler<'occurrences'> = async (query, { pool, range }) => {
  const [shops, rows] = await Promise.all([Shops.load(pool), selectOccurrences(pool, range, query)]);
  const columns: Array<TableColumn<OccurrenceRow>> = [
    { name: 'time', type: 'time.Time', value: (row) => +row.time },
    {
      name: 'traceId',
      type: 'string',
      nullable: true,
      value: (row) => (row.hasTrace ? row.traceId.toString('hex') : null),
    },
    { name: 'message', type: 'string', value: (row) => row.message },
    { name: 'method', type: 'string', nullable: true, value: (row) => row.method },
    { name: 'path', type: 'string', nullable: true, value: (row) => row.path },
    { name: 'route', type: 'string', nullable: true, value: (row) => row.route },
    { name: 'httpStatus', type: 'int64', nullable: true, value: (row) => row.httpStatus },
    {
      name: 'durationMs',
      type: 'float64',
      nullable: true,
      config: { unit: 'ms' },
      value: (row) => (row.duration === null ? null : Number(row.duration) / 1000),
    },
    { name: 'store', type: 'string', value: (row) => shops.keyOf(row.service, row.storeId) },
    { name: 'visitorId', type: 'int64', nullable: true, value: (row) => row.visitorId },
    { name: 'customerId', type: 'int64', nullable: true, value: (row) => row.customerId },
  ];
  return [makeTable('occurrences', columns, rows)];
};
