import type { Analysis, Occurrence } from '../../pipeline/analysis.ts';
import type { Contribution } from '../../pipeline/rollups.ts';
import { dimension, statusDimension, storeDimension } from './dimension.ts';
import { minuteOf } from './minuteOf.ts';

/** An occurrence each. A failure without a root is taken for a request's: a command's root comes with its spans. */
export function problemContributions({ trace, occurrences }: Analysis): Contribution[] {
  const isRequest = (trace?.rootKind ?? 'server') === 'server';
  let endedRequests = 0;
  return occurrences.map((occurrence) => {
    const hasEnded = !occurrence.handled;
    // A request ends once, whatever else is told of its end.
    const failedRequests = hasEnded && isRequest && endedRequests === 0 ? 1 : 0;
    endedRequests += failedRequests;
    return {
      kind: 'problems',
      minute: minuteOf(occurrence.time),
      dimensions: dimensionsOf(occurrence),
      values: [1, failedRequests, hasEnded && !isRequest ? 1 : 0],
      durations: [],
    };
  });
}

function dimensionsOf(occurrence: Occurrence): string[] {
  return [
    dimension(occurrence.service, 'service'),
    storeDimension(occurrence.storeId),
    statusDimension(occurrence.httpStatus),
    occurrence.problemId,
    String(occurrence.handled),
    dimension(occurrence.route, 'route'),
    dimension(occurrence.resource.mahoVersion, 'version'),
  ];
}
