import type { QueryOf } from '../../../../contract/queries.ts';
import type { ProblemEventRow } from '../../../../contract/rows.ts';
import { alignedBuckets, coveredRange, oneBucket, type Buckets } from '../figure/Buckets.ts';
import { timeseriesCounts, totalCounts, type CountSeries } from '../shared/alertFrames.ts';
import { makeTable, type TableColumns } from '../shared/frame.ts';
import type { QueryHandler } from '../shared/QueryContext.ts';
import { Shops } from '../shared/Shops.ts';
import { storeKey } from '../shared/storeKey.ts';
import { findEvents, storesOfProblems, type EventKind, type ProblemEvent } from './findEvents.ts';

type EventsQuery = QueryOf<'problemEvents'>;

const named = { name: 'events', label: 'Problems' };

/** Problems first seen in the range, and those seen again after they were resolved: which, or how many. */
export const problemEvents: QueryHandler<'problemEvents'> = async (query, context) => {
  const { pool, range, intervalMs, maxDataPoints: most, readProblemCounts } = context;
  const [shops, kept, problems] = await Promise.all([Shops.load(pool), context.readKept(), context.readProblems()]);
  const isOverTime = query.format === 'timeseries';
  const buckets = isOverTime ? alignedBuckets(range, { ...kept, intervalMs, most }) : oneBucket(range, kept);
  const covered = coveredRange(buckets);
  // A table lists what was asked for; counts are of whole buckets.
  const found = await findEvents({ pool, range: query.format === 'table' ? range : covered }, query.event, problems);
  const needsStores = query.store !== '' || query.by === 'store';
  const stores = needsStores
    ? await storesOfProblems({ readProblemCounts, range: covered }, found, shops, problems)
    : new Map<string, Set<string>>();
  const events = found.filter(({ problem }) => query.store === '' || stores.get(problem.id)?.has(query.store));
  if (query.format === 'table') {
    return [makeTable('problemEvents', columns, events.slice(0, query.limit).map(toRow))];
  }
  const meta = { custom: { range: covered } };
  const series = seriesOf(query, events, { buckets, stores, shops });
  return isOverTime
    ? timeseriesCounts(series, buckets, { ...named, meta })
    : [totalCounts(query.by === 'store' ? ['event', 'store'] : ['event'], series, { ...named, meta })];
};

interface Counting {
  buckets: Buckets;
  stores: ReadonlyMap<string, ReadonlySet<string>>;
  shops: Shops;
}

/** What happens in several stores counts in each of them. Each kind and store is told with 0, too, for alerts. */
function seriesOf({ event, by, store }: EventsQuery, events: ProblemEvent[], counting: Counting): CountSeries[] {
  const { buckets, stores, shops } = counting;
  const kinds: EventKind[] = event === 'all' ? ['new', 'regression'] : [event];
  const known = store === '' ? shops.stores.map((one) => storeKey(one.service, one.storeId)) : [store];
  const storesOf = ({ problem }: ProblemEvent) => {
    const own = [...(stores.get(problem.id) ?? [])].filter((key) => store === '' || key === store);
    return own.length > 0 ? own : [''];
  };
  const keys = by === 'store' ? [...new Set([...known, ...events.flatMap(storesOf)])].sort() : [null];
  return kinds.flatMap((kind) =>
    keys.map((key) => {
      const values = Array<number>(buckets.count).fill(0);
      events
        .filter((one) => one.event === kind && (key === null || storesOf(one).includes(key)))
        .forEach(({ time }) => values[Math.floor((time - buckets.start) / buckets.width)]++);
      return { labels: { event: kind, ...(key === null ? {} : { store: key }) }, values };
    })
  );
}

function toRow({ time, event, problem }: ProblemEvent): ProblemEventRow {
  const { id, title, type, route, handled, status } = problem;
  return { time, event, problemId: id, title, type, route, handled, status };
}

const columns: TableColumns<ProblemEventRow> = {
  time: { type: 'time.Time' },
  event: { type: 'string' },
  problemId: { type: 'string' },
  title: { type: 'string' },
  type: { type: 'string' },
  route: { type: 'string' },
  handled: { type: 'bool' },
  status: { type: 'string' },
};
