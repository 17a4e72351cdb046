import type { Analysis } from '../../pipeline/analysis.ts';
import type { Contribution } from '../../pipeline/rollups.ts';
import { dimension, storeDimension } from './dimension.ts';
import { millionths } from './millionths.ts';
import { minuteOf } from './minuteOf.ts';

/** What no order costs: a column of the events' rows does not hold it either. */
const maxTotal = 1e15;

export function eventContributions({ events }: Analysis): Contribution[] {
  return events.map(({ type, time, service, storeId, order }) => ({
    kind: 'events',
    minute: minuteOf(time),
    dimensions: [
      dimension(service, 'service'),
      storeDimension(storeId),
      type,
      dimension(order?.currency, 'currency'),
      dimension(order?.paymentMethod, 'paymentMethod'),
    ],
    values: [1, order && Math.abs(order.total) < maxTotal ? millionths(order.total) : 0],
    durations: [],
  }));
}
