import type { OccurrenceContext } from '../../../contract/documents';
import { formatDuration } from '../text/formatDuration';

/** What is known of the request, as label and text; null where it is not known. */
export function contextRows(
  context: OccurrenceContext,
  formatTime: (time: number) => string
): Array<[string, string | null]> {
  const traced = context.traceId !== null;
  const id = (value: number | null) => (value === null ? null : `ID ${value}`);
  return [
    ['URL', context.path],
    ['Method', context.method],
    ['Route', context.route],
    ['Status', context.httpStatus === null ? null : String(context.httpStatus)],
    ['Duration', context.durationMs === null ? null : formatDuration(context.durationMs)],
    // A trace names the customer of every request that has one.
    ['Customer', id(context.customerId) ?? (traced ? 'not logged in' : null)],
    ['Visitor', id(context.visitorId)],
    ['Cart', id(context.cartId)],
    ['Store', [context.service, context.storeCode].filter(Boolean).join(' / ')],
    ['Time', formatTime(context.time)],
    ['Maho', context.mahoVersion],
    ['PHP', context.phpVersion],
    ['Host', context.host],
  ];
}
