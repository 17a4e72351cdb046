import type { FrameMeta } from '../../../../contract/frames.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import type { QueryContext, QueryHandler, TimeRange } from '../shared/QueryContext.ts';
import type { Kept } from '../shared/readKept.ts';
import { Shops } from '../shared/Shops.ts';
import { parseStoreKey, storeKey } from '../shared/storeKey.ts';
import { alignedBuckets, coveredRange, oneBucket, type Buckets } from './Buckets.ts';
import { countFigure, type CountedFigure } from './countFigure.ts';
import { foldedNotice } from './foldedNotice.ts';
import { comparisonFrame, timeseriesFrames, totalFrame, toSeries, type Series } from './frames.ts';
import { hasDataUntil } from './hasDataUntil.ts';
import type { Row } from './Row.ts';

type FigureQuery = QueryOf<'figure'>;

/** One figure over the time range: as a total, over time, or compared with the same length of time before. */
export const figure: QueryHandler<'figure'> = async (query, context) => {
  const [shops, kept] = await Promise.all([Shops.load(context.pool), context.readKept()]);
  const labels = labelling(query, shops);
  const count = (buckets: Buckets) =>
    countFigure(
      { figure: query.figure, store: query.store, byStore: query.by === 'store' },
      { readRollups: context.readRollups, buckets },
      shops
    );
  const series = (counted: CountedFigure, buckets: Buckets, all = counted.rows): Series[] => {
    // Where money is told in a currency, a zero in none would only be in the way.
    const always = query.figure === 'revenue' && all.length > 0 ? [] : labels.always;
    return toSeries(counted.rows, labels.of, buckets.count, query.figure, always);
  };

  if (query.format === 'timeseries') {
    const { range, intervalMs, maxDataPoints: most } = context;
    const buckets = alignedBuckets(range, { ...kept, intervalMs, most });
    const counted = await count(buckets);
    return timeseriesFrames(query.figure, series(counted, buckets), buckets, metaOf(counted));
  }
  const bucket = oneBucket(context.range, kept);
  const now = await count(bucket);
  if (query.format === 'total') {
    return [totalFrame(query.figure, labels.names, series(now, bucket), metaOf(now))];
  }
  const earlier = before(coveredRange(bucket));
  if (!(await isKnown(earlier, query.store, context, kept))) {
    return [comparisonFrame(query.figure, labels.names, series(now, bucket), null, metaOf(now))];
  }
  const previous = await count(oneBucket(earlier, kept));
  const all = [...now.rows, ...previous.rows];
  const compared = [series(now, bucket, all), series(previous, bucket, all)] as const;
  return [comparisonFrame(query.figure, labels.names, ...compared, metaOf(now))];
};

/** Share of a time before that may lie before the first data, so that a shop that sends now and then is compared, too. */
const unknownShare = 0.05;

/** Whether data began before the range did: a time of which only the end is known would make all look like growth. */
function isKnown(range: TimeRange, store: string, context: QueryContext, kept: Kept): Promise<boolean> {
  const service = store === '' ? null : (parseStoreKey(store)?.service ?? '');
  return hasDataUntil(context, kept, range.from + (range.to - range.from + 1) * unknownShare, service);
}

function metaOf({ coverage, folded }: CountedFigure): FrameMeta {
  return { custom: coverage, ...(folded ? { notices: [foldedNotice] } : {}) };
}

function before({ from, to }: TimeRange): TimeRange {
  return { from: from - (to - from + 1), to: from - 1 };
}

interface Labelling {
  names: string[];
  of: (row: Row) => Record<string, string>;
  /** Label sets that are told with 0 when nothing happened, so that an alert on them sees a number. */
  always: Array<Record<string, string>>;
}

function labelling({ figure, by, store }: FigureQuery, shops: Shops): Labelling {
  const withCurrency = <L extends object>(labels: L, currency: string) =>
    figure === 'revenue' ? { ...labels, currency } : { ...labels };
  const make = (name: string | null, labelOf: (row: Row) => string, known: string[]): Labelling => {
    const labels = (value: string, currency: string) => withCurrency(name === null ? {} : { [name]: value }, currency);
    return {
      names: Object.keys(labels('', '')),
      of: (row) => labels(labelOf(row), row.currency),
      always: known.map((value) => labels(value, '')),
    };
  };
  switch (by) {
    case 'none':
      return make(null, () => '', ['']);
    case 'store':
      return make('store', (row) => shops.keyOf(row.service, row.storeId), knownStores(store, shops));
    case 'service':
      return make('service', (row) => row.service, knownServices(store, shops));
    case 'status':
      return make('status', (row) => row.status, []);
  }
}

function knownStores(store: string, shops: Shops): string[] {
  const keys = shops.stores.map(({ service, storeId }) => storeKey(service, storeId));
  return store === '' ? (keys.length > 0 ? keys : ['']) : [store];
}

function knownServices(store: string, shops: Shops): string[] {
  const service = parseStoreKey(store)?.service;
  return service === undefined ? shops.services : [service];
}
