import type { TrailStep } from '../../../../../contract/problems.ts';
import type { SpanEvent } from '../../../pipeline/records.ts';
import { spanOf } from '../../../pipeline/spans/spanOf.ts';
import { describeEvent } from './describeEvent.ts';
import { describeSpan } from './describeSpan.ts';
import type { FoundFailure } from './findFailure.ts';
import type { NameSpan } from './NameSpan.ts';
import type { ReadSpans } from './ReadSpans.ts';
import { startOf } from './times.ts';
import { workOf } from './workOf.ts';

export interface Trail {
  steps: TrailStep[];
  /** Spans and events before the failure that are left out. */
  omitted: number;
}

/** As many as one looks at; those around the failure are told besides. */
const mostSteps = 60;

/** Something that began before the failure: a span, or an event of one. */
interface Begun {
  time: number;
  at: number;
  event: SpanEvent | null;
}

/**
 * What a request did before it failed, the latest last: the last steps, and whatever spans the failure happened in,
 * however long ago these began. Steps that say the same and follow one another are one.
 */
export function trailOf(read: ReadSpans, failure: FoundFailure, nameSpan: NameSpan): Trail {
  const around = placesAround(read, failure.at);
  const begun = begunBefore(read, failure);
  const steps: TrailStep[] = [];
  let left = begun.length;
  let canJoin = false;
  while (left > 0) {
    const next = begun[left - 1];
    const isAround = next.event === null && around.has(next.at);
    const step = stepOf(next, read, failure, nameSpan);
    const following = steps.at(-1);
    if (following && canJoin && !isAround && isLike(step, following)) {
      steps[steps.length - 1] = joined(step, following);
    } else if (steps.length === mostSteps) {
      break;
    } else {
      steps.push(step);
      canJoin = !isAround;
    }
    left -= 1;
  }
  const earlier = begun.slice(0, left).filter(({ event, at }) => event === null && around.has(at));
  const outer = earlier.map((each) => stepOf(each, read, failure, nameSpan));
  return { steps: [...outer, ...steps.reverse()], omitted: left - earlier.length };
}

/** The failing span and all that it lies in. */
function placesAround({ spans: { parents } }: ReadSpans, at: number | null): Set<number> {
  const places = new Set<number>();
  for (let place = at ?? -1; place >= 0 && !places.has(place); place = parents[place]) {
    places.add(place);
  }
  return places;
}

/** By time; of the same work as the failing span. */
function begunBefore(read: ReadSpans, { at: failing, time }: FoundFailure): Begun[] {
  const { spans } = read;
  const work = workOf(read);
  const wanted = failing === null ? null : work[failing];
  const begun: Begun[] = [];
  for (let at = 0; at < spans.rows.length; at++) {
    if (wanted !== null && work[at] !== wanted) {
      continue;
    }
    if (at === failing || startOf(spans, at) <= time) {
      begun.push({ time: startOf(spans, at), at, event: null });
    }
    for (const event of spans.table.extra[spans.rows[at]]?.events ?? []) {
      if (event.time < time) {
        begun.push({ time: event.time, at, event });
      }
    }
  }
  // Stable: of equal times parents stay before their children.
  return begun.sort((a, b) => a.time - b.time);
}

function stepOf({ time, at, event }: Begun, read: ReadSpans, failure: FoundFailure, nameSpan: NameSpan): TrailStep {
  const span = spanOf(read.spans, at, read.templates);
  return {
    time: time / 1000,
    durationMs: event ? 0 : span.duration / 1000,
    ...(event ? describeEvent(event) : describeSpan(span, nameSpan)),
    spanId: span.spanId,
    count: 1,
    failed: event ? event.name === 'exception' : at === failure.at || span.status === 'error',
  };
}

function isLike(a: TrailStep, b: TrailStep): boolean {
  return a.kind === b.kind && a.text === b.text && a.failed === b.failed;
}

function joined(first: TrailStep, rest: TrailStep): TrailStep {
  return { ...first, count: first.count + rest.count, durationMs: first.durationMs + rest.durationMs };
}
