import type { Inspected } from '../inspect.ts';
import { faults, Rejections } from '../Rejections.ts';
import { Check, RESOURCE, SPAN } from './Check.ts';
import { isZero } from './isZero.ts';
import { SPAN_ID, START, TRACE_ID } from './spanKeys.ts';
import { visitGroups } from './visitGroups.ts';
import { microsecondsAt, type Pbf } from './wire.ts';

export function inspectTraces(bytes: Uint8Array): Inspected {
  const rejections = new Rejections();
  let records = 0;
  visitGroups(bytes, (pbf) => {
    const check = new Check(pbf);
    return {
      resource(places) {
        for (let at = 0; at < places.length; at += 2) {
          check.message(RESOURCE, places[at], places[at + 1], 0);
        }
      },
      record(from, to) {
        const fault = checkSpan(check, pbf, from, to);
        if (fault) {
          rejections.add(fault);
        } else {
          records += 1;
        }
      },
    };
  });
  return { records, rejected: rejections.list() };
}

/** @returns why the span cannot be used, or null; as `toSpan` finds it */
function checkSpan(check: Check, { dataView: view }: Pbf, from: number, to: number): string | null {
  let traceAt = -1;
  let spanAt = -1;
  let startAt = -1;
  for (let at = from; at < to; ) {
    at = check.field(SPAN, at, to, 0);
    switch (check.key) {
      case TRACE_ID:
        traceAt = at - check.contentAt === 16 ? check.contentAt : -1;
        break;
      case SPAN_ID:
        spanAt = at - check.contentAt === 8 ? check.contentAt : -1;
        break;
      case START:
        startAt = at - 8;
        break;
    }
  }
  if (traceAt < 0 || isZero(view, traceAt, 4)) {
    return faults.traceId;
  }
  if (spanAt < 0 || isZero(view, spanAt, 2)) {
    return faults.spanId;
  }
  return startAt < 0 || microsecondsAt(view, startAt) === 0 ? faults.start : null;
}
