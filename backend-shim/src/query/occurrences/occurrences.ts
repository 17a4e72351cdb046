import type { OccurrenceRow } from '../../../../contract/rows.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { selectOccurrences, type StoredOccurrence } from './sql.ts';

/** Occurrences of one problem in the time range, newest first. */
export const occurrences: QueryHandler<'occurrences'> = async (query, { pool, range }) => {
  const [shops, stored] = await Promise.all([Shops.load(pool), selectOccurrences(pool, range, query)]);
  const rows = stored.map((occurrence) => toRow(occurrence, shops));
  return [makeTable('occurrences', columns, rows)];
};

function toRow({ duration, service, storeId, hasTrace, ...stored }: StoredOccurrence, shops: Shops): OccurrenceRow {
  return {
    ...stored,
    time: +stored.time,
    traceId: hasTrace ? stored.traceId.toString('hex') : null,
    durationMs: duration === null ? null : Number(duration) / 1000,
    store: service === null ? '' : shops.keyOf(service, storeId),
  };
}

const columns: TableColumns<OccurrenceRow> = {
  time: { type: 'time.Time' },
  traceId: { type: 'string', nullable: true },
  message: { type: 'string' },
  method: { type: 'string', nullable: true },
  path: { type: 'string', nullable: true },
  route: { type: 'string', nullable: true },
  httpStatus: { type: 'int64', nullable: true },
  durationMs: { type: 'float64', nullable: true, config: { unit: 'ms' } },
  store: { type: 'string' },
  visitorId: { type: 'int64', nullable: true },
  customerId: { type: 'int64', nullable: true },
};
