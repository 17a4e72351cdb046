import type { OccurrenceRow } from '../../../../contract/rows.ts';
import { readSearch } from '../search/readSearch.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { occurrenceCondition } from './occurrenceCondition.ts';
import { mostRead, selectOccurrences, type StoredOccurrence } from './sql.ts';

/** Occurrences of one problem, and of those merged into it, in the time range, newest first. */
export const occurrences: QueryHandler<'occurrences'> = async (query, { pool, range, readProblems }) => {
  const terms = readSearch(query.search);
  const [shops, problems] = await Promise.all([Shops.load(pool), readProblems()]);
  const problem = problems.targetOf(query.problemId);
  const ids = problem ? problems.idsOf(problem) : [query.problemId];
  const condition = occurrenceCondition({ store: query.store, handled: 'all', terms }, problem, shops);
  const { stored, isBounded } = await selectOccurrences(pool, { ids, range, limit: query.limit }, condition);
  const rows = stored.map((occurrence) => toRow(occurrence, shops));
  const text = `The latest ${mostRead} occurrences of the range were searched. A shorter time range is searched as a whole.`;
  const notices = isBounded ? { notices: [{ severity: 'info' as const, text }] } : {};
  return [makeTable('occurrences', columns, rows, { type: 'table', ...notices })];
};

function toRow(stored: StoredOccurrence, shops: Shops): OccurrenceRow {
  const { id, traceId, duration, service, storeId, hasTrace, ...told } = stored;
  return {
    ...told,
    id: id.toString('hex'),
    time: +stored.time,
    traceId: hasTrace ? traceId.toString('hex') : null,
    handled: Boolean(stored.handled),
    durationMs: duration === null ? null : Number(duration) / 1000,
    store: service === null ? '' : shops.keyOf(service, storeId),
  };
}

const columns: TableColumns<OccurrenceRow> = {
  id: { type: 'string' },
  time: { type: 'time.Time' },
  traceId: { type: 'string', nullable: true },
  message: { type: 'string' },
  handled: { type: 'bool' },
  method: { type: 'string', nullable: true },
  path: { type: 'string', nullable: true },
  route: { type: 'string', nullable: true },
  httpStatus: { type: 'int64', nullable: true },
  durationMs: { type: 'float64', nullable: true, config: { unit: 'ms' } },
  store: { type: 'string' },
  visitorId: { type: 'int64', nullable: true },
  customerId: { type: 'int64', nullable: true },
  orderNumber: { type: 'string', nullable: true },
  version: { type: 'string', nullable: true },
  host: { type: 'string', nullable: true },
};
