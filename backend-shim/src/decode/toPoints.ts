import type { MetricPoint } from '../pipeline/records.ts';
import { identityOf } from './identityOf.ts';
import type { MetricMessage, PointMessage, ResourceGroup } from './messages.ts';
import type { Rejections } from './Rejections.ts';
import { isTraceId } from './traceIds.ts';

const DELTA = 1;
const NO_RECORDED_VALUE = 1;

/** What a point measured. */
type Measured = Pick<MetricPoint, 'count' | 'sum' | 'min' | 'max'>;

/**
 * Counters and histograms of delta temporality. Gauges, summaries, exponential histograms and sums that may fall are
 * left out: no figure stands on them. Totals since the start of a process (cumulative) cannot be added up, and are
 * rejected so that the sender learns of it.
 *
 * @param identity - of the export
 * @param receivedAt - ms; the time of points that tell none
 */
export function toPoints(
  groups: Array<ResourceGroup<MetricMessage>>,
  identity: string,
  rejections: Rejections,
  receivedAt: number
): MetricPoint[] {
  const points: MetricPoint[] = [];
  let place = 0;
  for (const { resource, records } of groups) {
    for (const metric of records.filter(isCounted)) {
      if (metric.temporality !== DELTA) {
        rejections.add('temporality is not delta', metric.points.length);
        continue;
      }
      for (const message of metric.points) {
        const measured = measure(metric, message, rejections);
        place += 1;
        if (measured) {
          points.push({
            ...measured,
            identity: identityOf(identity, place),
            name: metric.name,
            unit: metric.unit,
            time: message.time || receivedAt * 1000,
            attributes: message.attributes,
            traceId: isTraceId(message.exemplarTraceId) ? message.exemplarTraceId : '',
            resource,
          });
        }
      }
    }
  }
  return points;
}

function isCounted(metric: MetricMessage): boolean {
  return metric.type === 'histogram' || (metric.type === 'sum' && metric.monotonic);
}

/** Null for a point that tells nothing or cannot be used. */
function measure(metric: MetricMessage, point: PointMessage, rejections: Rejections): Measured | null {
  const count = metric.type === 'sum' ? (point.value ?? 0) : point.count;
  const sum = metric.type === 'sum' ? count : point.sum;
  if (count === 0 || (point.flags & NO_RECORDED_VALUE) !== 0) {
    return null;
  }
  if (count < 0 || !Number.isFinite(count) || !Number.isFinite(sum)) {
    rejections.add('point without a finite, positive value');
    return null;
  }
  return { count, sum: sum as number, min: finite(point.min), max: finite(point.max) };
}

function finite(value: number | null): number | null {
  return Number.isFinite(value) ? value : null;
}
