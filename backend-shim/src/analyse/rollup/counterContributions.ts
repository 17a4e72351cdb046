import type { AttributeValue, MetricPoint } from '../../pipeline/records.ts';
import type { Contribution } from '../../pipeline/rollups.ts';
import { dimension, statusDimension } from './dimension.ts';
import { millionths } from './millionths.ts';
import { minuteOf } from './minuteOf.ts';

/** What data points add: of what they say beside the dimensions, nothing. Durations in ms are told in seconds. */
export function counterContributions(points: MetricPoint[]): Contribution[] {
  return points.map((point) => {
    const { attributes, name, unit, count, sum } = point;
    const isMilliseconds = unit === 'ms';
    return {
      kind: 'counters',
      minute: minuteOf(point.time),
      dimensions: [
        dimension(point.resource.service, 'service'),
        dimension(name, 'name'),
        isMilliseconds ? 's' : dimension(unit, 'unit'),
        dimension(text(attributes['http.request.method']), 'method'),
        statusDimension(number(attributes['http.response.status_code'])),
        dimension(text(attributes['maho.order.currency']), 'currency'),
        dimension(text(attributes['maho.payment.method']), 'paymentMethod'),
      ],
      values: [millionths(count), millionths(isMilliseconds ? sum / 1000 : sum)],
      durations: [],
    };
  });
}

function text(value: AttributeValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function number(value: AttributeValue | undefined): number | null {
  return text(value) === '' ? null : Number(value);
}
