import type { QueryOf } from '../../../../contract/queries.ts';
import type { RequestRow } from '../../../../contract/rows.ts';
import { otherSeries } from '../../pipeline/rollups.ts';
import { coveredRange, oneBucket } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { Facts } from '../figure/Facts.ts';
import { total } from '../figure/Row.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryContext, QueryHandler, TimeRange } from '../shared/QueryContext.ts';
import { placesOf, storeIdOf } from '../shared/Rollups.ts';
import { Shops } from '../shared/Shops.ts';
import { sourceCondition, type Condition } from '../shared/sourceCondition.ts';
import { narrowDown, within, type Wanted } from './narrowDown.ts';
import { isDropped, isFailed, selectFirst, selectRequests, type StoredRequest } from './sql.ts';

type RequestsQuery = QueryOf<'requests'>;

const hour = 3_600_000;
/** So many rows are read faster than it is found out which of them to read. */
const fewRows = 20_000;

/** Requests that have a trace, the slowest or the newest first. */
export const requests: QueryHandler<'requests'> = async (query, context) => {
  const { pool, readRollups, range } = context;
  const [shops, kept] = await Promise.all([Shops.load(pool), context.readKept()]);
  const source = await sourceCondition(pool, shops, query.store, 't.source_id');
  const scope = { readRollups, buckets: oneBucket(range, kept) };
  const facts = new Facts(scope);
  // As many as there are slow queries to count: both come from the requests with a trace.
  const [{ coverage }, arrived] = await Promise.all([
    countFigure({ figure: 'slowQueries', store: query.store, byStore: false }, scope, shops, facts),
    facts.arrived('traces'),
  ]);
  const counted = { range: coveredRange(scope.buckets), traces: total(arrived) };
  const stored = await find(query, context, source, counted, matcher(query, shops));
  const rows = stored.map((request) => toRow(request, shops));
  return [makeTable('requests', columns, rows, { type: 'table', custom: coverage })];
};

async function find(
  query: RequestsQuery,
  { range, ...sources }: QueryContext,
  source: Condition,
  counted: { range: TimeRange; traces: number },
  matches: Wanted['matches']
): Promise<StoredRequest[]> {
  const { pool } = sources;
  const isInOrder = query.sort === 'newest' && query.route === '' && query.store === '';
  if (!isInOrder && counted.traces > fewRows) {
    const time = { from: Math.max(counted.range.from, await selectFirst(pool)), to: counted.range.to };
    const byMinute = counted.traces / ((time.to - time.from) / hour) > fewRows;
    // Some of those that are found may lie in the first and the last minute, but not in the range.
    for (const limit of time.from > time.to ? [] : [query.limit, query.limit * 4, query.limit * 16]) {
      const place = await narrowDown(time, { sort: query.sort, limit, byMinute, matches }, sources);
      const times = within(place.times, range);
      const stored = times.length === 0 ? [] : await selectRequests(pool, { ...place, times }, query, source);
      if (stored.length === query.limit || place.isAll) {
        return stored;
      }
    }
  }
  return selectRequests(pool, { times: [range], atLeast: 0 }, query, source);
}

/** Whether a series of the roll-ups holds requests of the route and the store. */
function matcher({ route, store }: RequestsQuery, shops: Shops): Wanted['matches'] {
  const places = placesOf('requests').dimensions;
  return (dimensions) => {
    const [kind, itsRoute, storeId] = [places.rootKind, places.route, places.storeId].map((place) => dimensions[place]);
    const isOther = (value: string) => value === otherSeries;
    if ((kind !== 'server' && !isOther(kind)) || (route !== '' && itsRoute !== route && !isOther(itsRoute))) {
      return false;
    }
    if (store !== '' && !isOther(storeId) && shops.keyOf(dimensions[places.service], storeIdOf(storeId)) !== store) {
      return false;
    }
    return isOther(kind) || (route !== '' && isOther(itsRoute)) || (store !== '' && isOther(storeId))
      ? 'perhaps'
      : true;
  };
}

function toRow(stored: StoredRequest, shops: Shops): RequestRow {
  const { service, storeId, duration, queryTime, flags: _, ...request } = stored;
  return {
    ...request,
    time: +request.time,
    traceId: request.traceId.toString('hex'),
    failed: isFailed(stored),
    durationMs: Number(duration) / 1000,
    queryTimeMs: Number(queryTime) / 1000,
    dropped: isDropped(stored),
    store: service === null ? '' : shops.keyOf(service, storeId),
  };
}

const columns: TableColumns<RequestRow> = {
  time: { type: 'time.Time' },
  traceId: { type: 'string' },
  method: { type: 'string', nullable: true },
  path: { type: 'string', nullable: true },
  route: { type: 'string', nullable: true },
  httpStatus: { type: 'int64', nullable: true },
  failed: { type: 'bool' },
  durationMs: { type: 'float64', config: { unit: 'ms' } },
  queries: { type: 'int64' },
  queryTimeMs: { type: 'float64', config: { unit: 'ms' } },
  slowQueries: { type: 'int64' },
  spans: { type: 'int64' },
  dropped: { type: 'bool' },
  store: { type: 'string' },
};
