import type { Pool } from 'mysql2/promise';
import { otherSeries } from '../../pipeline/rollups.ts';
import { placesOf, storeIdOf, type RollupReader } from '../shared/Rollups.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { select } from '../shared/select.ts';
import type { Shops } from '../shared/Shops.ts';
import { sourceCondition } from '../shared/sourceCondition.ts';
import { countDimensions, type Counted, type Dimensions } from './Dimensions.ts';
import { customerOf } from './readOccurrences.ts';

const requests = placesOf('requests');
const events = placesOf('events');
/** Traces that are looked at for what roll-ups do not tell, the latest ones. */
const mostTraces = 10_000;

interface Reading {
  pool: Pool;
  /** Of whole minutes. */
  range: TimeRange;
  shops: Shops;
  readRollups: RollupReader;
}

/**
 * Of all requests in the range what distributions are compared with: route, store, area, method, status and version are
 * counted; host, PHP's version and whether it was a customer are told by the latest traces. Payment methods are of the
 * orders that were placed.
 */
export async function readAllRequests(reading: Reading, store: string): Promise<Dimensions> {
  const [counted, sampled, orders] = await Promise.all([
    countRequests(reading, store),
    sampleTraces(reading, store),
    countOrders(reading, store),
  ]);
  return new Map([...countDimensions(counted), ...countDimensions(sampled), ...countDimensions(orders)]);
}

async function countRequests({ range, shops, readRollups }: Reading, store: string): Promise<Counted[]> {
  const { dimensions, values } = requests;
  const by = ['service', 'storeId', 'area', 'rootKind', 'route', 'method', 'status', 'version'];
  const series = await readRollups({ kind: 'requests', ...ofRange(range), by, remember: true });
  return series
    .filter(({ dimensions: of }) => [otherSeries, 'server'].includes(of[dimensions.rootKind]))
    .map(({ dimensions: of, values: counts }) => ({
      count: counts[values.traces],
      values: {
        store: shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId])),
        area: of[dimensions.area],
        route: of[dimensions.route],
        method: of[dimensions.method],
        status: of[dimensions.status],
        version: of[dimensions.version],
      },
    }))
    .filter(({ values: told }) => store === '' || told.store === store);
}

async function sampleTraces({ pool, range, shops }: Reading, store: string): Promise<Counted[]> {
  const source = await sourceCondition(pool, shops, store, 't.source_id');
  const rows = await select<{ count: number; host: string | null; phpVersion: string | null; customer: string | null }>(
    pool,
    `SELECT COUNT(*) AS count, s.host, s.php_version AS phpVersion, ${customerOf('t')} AS customer
     FROM (
       SELECT t.source_id, t.visitor_id, t.customer_id FROM maho_insights_traces t
       WHERE t.start_time BETWEEN ? AND ? AND ${source.sql}
       ORDER BY t.start_time DESC
       LIMIT ${mostTraces}
     ) t
     LEFT JOIN maho_insights_sources s ON s.source_id = t.source_id
     GROUP BY s.host, s.php_version, customer`,
    [new Date(range.from), new Date(range.to), ...source.values]
  );
  return rows.map(({ count, ...values }) => ({ count: Number(count), values }));
}

async function countOrders({ range, shops, readRollups }: Reading, store: string): Promise<Counted[]> {
  const { dimensions, values } = events;
  const series = await readRollups({ kind: 'events', ...ofRange(range) });
  return series
    .filter(({ dimensions: of }) => of[dimensions.event] === 'order_placed')
    .filter(
      ({ dimensions: of }) =>
        store === '' || shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId])) === store
    )
    .map(({ dimensions: of, values: counts }) => ({
      count: counts[values.events],
      values: { paymentMethod: of[dimensions.paymentMethod] },
    }));
}

function ofRange({ from, to }: TimeRange) {
  return { from, to: to + 1, bucketMs: null };
}
