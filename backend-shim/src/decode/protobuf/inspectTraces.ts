import type { Inspected } from '../inspect.ts';
import { faults, Rejections } from '../Rejections.ts';
import { faultOf } from '../toSpan.ts';
import { Check, EVENT as EVENT_MESSAGE, PAIR, RESOURCE, STATUS as STATUS_MESSAGE } from './Check.ts';
import { isPlainPair } from './isPlainPair.ts';
import { isZero } from './isZero.ts';
import { readSpan } from './readSpan.ts';
import { ATTRIBUTE, EVENT, KIND, SPAN_ID, START, STATUS, TRACE_ID, usualKeys } from './spanKeys.ts';
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

/**
 * A long loop, as it runs over every field of every span before its acknowledgement: it knows how fields are usually
 * written, and leaves what is written in another way, or wrongly, to the reader of spans.
 *
 * @returns why the span cannot be used, or null
 */
function checkSpan(check: Check, pbf: Pbf, from: number, to: number): string | null {
  const { buf: bytes, dataView: view } = pbf;
  let traceAt = -1;
  let spanAt = -1;
  let startAt = -1;
  let events = 0;
  let at = from;
  while (at < to) {
    const key = bytes[at++];
    if (key > 0x7f ? bytes[at] === 0 || !(bytes[at++] < 0x80) : usualKeys[key] === 0) {
      return faultOf(readSpan(pbf, from, to));
    }
    const type = key & 7;
    if (type === 2) {
      let length = bytes[at++];
      if (length > 0x7f) {
        length = (length & 0x7f) | (bytes[at++] << 7);
        if (length > 0x3fff) {
          return faultOf(readSpan(pbf, from, to));
        }
      }
      const contentAt = at;
      at += length;
      if (!(at <= to)) {
        return faultOf(readSpan(pbf, from, to));
      }
      if (key === ATTRIBUTE) {
        if (!isPlainPair(bytes, contentAt, at)) {
          check.message(PAIR, contentAt, at, 0);
        }
      } else if (key === TRACE_ID) {
        traceAt = length === 16 ? contentAt : -1;
      } else if (key === SPAN_ID) {
        spanAt = length === 8 ? contentAt : -1;
      } else if (key === STATUS) {
        check.message(STATUS_MESSAGE, contentAt, at, 0);
      } else if (key === EVENT) {
        check.message(EVENT_MESSAGE, contentAt, at, 0);
        events += 1;
      }
    } else if (type === 1) {
      startAt = key === START ? at : startAt;
      at += 8;
    } else if (type === 5) {
      at += 4;
    } else if (type === 0) {
      const valueAt = at;
      while (bytes[at++] > 0x7f) {}
      if (key === KIND && at - valueAt > 10) {
        return faultOf(readSpan(pbf, from, to));
      }
    } else {
      return faultOf(readSpan(pbf, from, to));
    }
  }
  if (at !== to) {
    return faultOf(readSpan(pbf, from, to));
  }
  pbf.budget.spend(events);
  if (traceAt < 0 || isZero(view, traceAt, 4)) {
    return faults.traceId;
  }
  if (spanAt < 0 || isZero(view, spanAt, 2)) {
    return faults.spanId;
  }
  return startAt < 0 || microsecondsAt(view, startAt) === 0 ? faults.start : null;
}
