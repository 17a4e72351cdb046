import type { RequestContext } from '../../pipeline/analysis.ts';
import type { AttributeValue, Attributes, LogRecord, Span } from '../../pipeline/records.ts';
import type { SplitTrace } from '../join/splitTrace.ts';
import { routeOf } from './routeOf.ts';

const none: Attributes = {};

/** Who made the request and where it ran, as far as its spans have come; `logs` tell the service alone. */
export function contextOf({ root, request, spans }: SplitTrace, logs: LogRecord[]): RequestContext {
  const attributes = root?.attributes ?? none;
  const path = text(attributes['url.path']);
  const area = text(attributes['maho.area']);
  // In the admin, SQL speaks of other people's visits and carts, and the user is one of the staff.
  const isShopper = area !== 'admin' && area !== 'adminhtml' && area !== 'cli' && area !== 'queue';
  return {
    service: (root ?? spans[0] ?? logs[0])?.resource.service ?? '',
    storeId: integer(attributes['maho.store_id']),
    storeCode: text(attributes['maho.store_code']),
    websiteId: integer(attributes['maho.website_id']),
    area,
    method: text(attributes['http.request.method']) ?? text(attributes['http.method']),
    path,
    route: routeOf(root, request, path),
    httpStatus: statusOf(root),
    visitorId: isShopper ? lastNumber(request, 'maho.visitor_id') : null,
    customerId: isShopper ? positive(attributes['enduser.id']) : null,
    cartId: isShopper ? lastNumber(request, 'maho.quote_id') : null,
  };
}

/** A request that died never gets as far as telling its status; its store's counters tell 500. */
function statusOf(root: Span | null): number | null {
  if (!root) {
    return null;
  }
  const told = integer(root.attributes['http.response.status_code'] ?? root.attributes['http.status_code']);
  const hasDied = root.status === 'error' || root.attributes['error.type'] !== undefined;
  return told ?? (root.kind === 'server' && hasDied ? 500 : null);
}

function lastNumber(spans: Span[], key: string): number | null {
  for (let at = spans.length - 1; at >= 0; at--) {
    const number = positive(spans[at].attributes[key]);
    if (number !== null) {
      return number;
    }
  }
  return null;
}

export function positive(value: AttributeValue | undefined): number | null {
  const number = integer(value);
  return number !== null && number > 0 ? number : null;
}

function integer(value: AttributeValue | undefined): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

function text(value: AttributeValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
