import type { OccurrenceContext, StoreDocument } from '../../../contract/documents';
import { storeName } from '../stores/storeName';
import { formatDuration } from '../text/formatDuration';

/** What is known of the request, as label and text; null where it is not known. */
export function contextRows(
  context: OccurrenceContext,
  stores: StoreDocument[],
  formatTime: (time: number) => string
): Array<[string, string | null]> {
  const id = (value: number | null) => (value === null ? null : `ID ${value}`);
  return [
    ['URL', context.path],
    ['Method', context.method],
    ['Route', context.route],
    ['Status', context.httpStatus === null ? null : String(context.httpStatus)],
    ['Duration', context.durationMs === null ? null : formatDuration(context.durationMs)],
    // Without an id it is not known either whether anybody was logged in.
    ['Customer', customerOf(context)],
    ['Visitor', id(context.visitorId)],
    ['Cart', id(context.cartId)],
    ['Order', context.orderNumber],
    ['Payment', context.paymentMethod],
    ['Store', storeOf(context, stores)],
    ['Area', context.area],
    ['Service', context.service || null],
    ['Time', formatTime(context.time)],
    ['Maho', context.mahoVersion],
    ['PHP', context.phpVersion],
    ['Host', context.host],
  ];
}

function customerOf({ customerId, customerEmail }: OccurrenceContext): string | null {
  if (customerId === null) {
    return customerEmail;
  }
  return customerEmail ? `${customerEmail} (ID ${customerId})` : `ID ${customerId}`;
}

/** The name that the shop gives it, where its database tells it, with the code by which it is known everywhere else. */
function storeOf({ service, storeCode, storeName: name }: OccurrenceContext, stores: StoreDocument[]): string | null {
  const code = storeCode && storeName({ service, code: storeCode }, stores);
  return name && code ? `${name} (${code})` : (name ?? code);
}
