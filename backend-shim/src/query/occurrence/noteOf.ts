import { missingParent, noParent, type TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import { notSampled, withoutRoot } from '../shared/contextNotes.ts';

const damaged =
  'The trace of this request cannot be read, it is damaged in the database: what it did before it failed is missing.';
const dropped =
  'The spans of this request are not kept: the storage policy keeps all failed, slow and rare requests and ' +
  'INSIGHTS_KEEP_PERCENT of the others. What it did before this failure is missing.';
const notFound =
  'The trace of this request is not there (yet): its last export may still be under way. What it did before it failed ' +
  'is missing.';
const incomplete =
  'Some spans of this request never came: a store keeps OTEL_BSP_MAX_QUEUE_SIZE (2,048 where nothing else is set) of a ' +
  'request and loses the rest, so that the trail may have gaps.';

/** What is known of an occurrence's trace. */
export interface KnownTrace {
  hasTrace: boolean;
  /** ms since 1970. */
  time: number;
  spans: TraceSpans | null;
  dropped: boolean;
  damaged: boolean;
}

/** Why there is no more to tell of an occurrence; empty when all is there. */
export function noteOf(trace: KnownTrace, { now, retentionMs }: { now: number; retentionMs: number }): string {
  if (!trace.hasTrace) {
    return notSampled;
  }
  if (trace.damaged) {
    return damaged;
  }
  if (!trace.spans) {
    return trace.dropped ? dropped : now - trace.time > retentionMs ? expired(retentionMs) : notFound;
  }
  if (!trace.spans.parents.includes(noParent)) {
    return withoutRoot;
  }
  return trace.spans.parents.includes(missingParent) ? incomplete : '';
}

function expired(retentionMs: number): string {
  const days = Math.round(retentionMs / 86_400_000);
  const time = days > 1 ? `${days} days` : `${Math.round(retentionMs / 3_600_000)} hours`;
  return (
    `The trace of this request is no longer kept: INSIGHTS_RETENTION_TRACES keeps traces for ${time}, ` +
    'and this failure is older. What it did before it failed is missing.'
  );
}
