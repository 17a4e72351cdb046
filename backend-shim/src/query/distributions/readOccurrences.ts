import type { Pool } from 'mysql2/promise';
import { joinedToRows, narrowColumns } from '../search/rowCondition.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { buffersOf } from '../shared/buffersOf.ts';
import { select } from '../shared/select.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import type { Shops } from '../shared/Shops.ts';
import { countDimensions, type Dimensions } from './Dimensions.ts';

/** The latest ones: shares are known to a few hundredths. */
export const mostOccurrences = 1_000;

interface Row {
  count: number;
  service: string | null;
  storeId: number | null;
  area: string | null;
  host: string | null;
  phpVersion: string | null;
  version: string | null;
  route: string | null;
  method: string | null;
  status: number | null;
  customer: string | null;
  paymentMethod: string | null;
}

/** Of the occurrences of problems in the range, in what they were alike. */
export async function readOccurrences(
  { pool, range, shops }: { pool: Pool; range: TimeRange; shops: Shops },
  ids: string[],
  condition: Condition
): Promise<{ dimensions: Dimensions; looked: number; isBounded: boolean }> {
  const rows = await select<Row>(
    pool,
    `SELECT COUNT(*) AS count, s.service, s.store_id AS storeId, s.area, s.host, s.php_version AS phpVersion, s.version,
       e.route, e.method, o.http_status AS status, ${customerOf('o')} AS customer, o.payment_method AS paymentMethod
     FROM (
       SELECT ${narrowColumns}${condition.sql.includes('o.message') ? ', o.message' : ''} FROM maho_insights_error_occurrences o
       WHERE o.error_hash IN (?) AND o.occurred_at BETWEEN ? AND ?
       ORDER BY o.occurred_at DESC
       LIMIT ${mostOccurrences}
     ) o
     ${joinedToRows}
     WHERE ${condition.sql}
     GROUP BY s.service, s.store_id, s.area, s.host, s.php_version, s.version, e.route, e.method, o.http_status,
       customer, o.payment_method`,
    [buffersOf(ids), new Date(range.from), new Date(range.to), ...condition.values]
  );
  const looked = rows.reduce((sum, { count }) => sum + Number(count), 0);
  const counted = rows.map(({ count, service, storeId, ...values }) => ({
    count: Number(count),
    values: { ...values, store: service === null ? '' : shops.keyOf(service, storeId) },
  }));
  return { dimensions: countDimensions(counted), looked, isBounded: looked >= mostOccurrences };
}

/** A request of somebody who is no customer tells its visitor. */
export function customerOf(table: string): string {
  return `CASE WHEN ${table}.customer_id IS NOT NULL THEN 'customer' WHEN ${table}.visitor_id IS NOT NULL THEN 'guest' END`;
}
