import type { OccurrenceContext } from '../../../../contract/documents.ts';

/** What the row of an occurrence, and what is joined to it, tells of its request. */
export interface StoredContext extends Pick<
  OccurrenceContext,
  | 'message'
  | 'method'
  | 'path'
  | 'route'
  | 'httpStatus'
  | 'area'
  | 'storeCode'
  | 'storeId'
  | 'host'
  | 'visitorId'
  | 'customerId'
  | 'cartId'
  | 'orderNumber'
  | 'paymentMethod'
  | 'mahoVersion'
  | 'phpVersion'
> {
  traceId: Buffer;
  hasTrace: number;
  /** Microseconds. */
  duration: number | null;
  service: string | null;
}

/** The columns of a {@link StoredContext}, of an occurrence `o` with what `joinedToRows` joins to it. */
export const contextColumns = `o.trace_id AS traceId, o.has_trace AS hasTrace, o.message, e.method, p.path, e.route,
       o.http_status AS httpStatus, o.duration_us AS duration, s.area, s.service, s.store_id AS storeId,
       s.store_code AS storeCode, o.visitor_id AS visitorId, o.customer_id AS customerId, o.cart_id AS cartId,
       o.order_number AS orderNumber, o.payment_method AS paymentMethod, s.host, s.version AS mahoVersion,
       s.php_version AS phpVersion`;

/** What the row does not tell: `time` in ms since 1970, and what the shop's own database says. */
export type NotStored = Pick<OccurrenceContext, 'time' | 'note' | 'customerEmail' | 'storeName'>;

export function contextOf(stored: StoredContext, notStored: NotStored): OccurrenceContext {
  return {
    message: stored.message,
    method: stored.method,
    path: stored.path,
    route: stored.route,
    httpStatus: stored.httpStatus,
    area: stored.area,
    storeCode: stored.storeCode,
    storeId: stored.storeId,
    host: stored.host,
    visitorId: stored.visitorId,
    customerId: stored.customerId,
    cartId: stored.cartId,
    orderNumber: stored.orderNumber,
    paymentMethod: stored.paymentMethod,
    mahoVersion: stored.mahoVersion,
    phpVersion: stored.phpVersion,
    traceId: stored.hasTrace ? stored.traceId.toString('hex') : null,
    durationMs: stored.duration === null ? null : Number(stored.duration) / 1000,
    service: stored.service ?? '',
    ...notStored,
  };
}
