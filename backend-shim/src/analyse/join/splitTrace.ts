import type { Span } from '../../pipeline/records.ts';

/** A request (or run) and the queued messages that it left behind, which are worked on later in the same trace. */
export interface SplitTrace {
  /** Every span once. */
  spans: Span[];
  /** Null while it has not come. */
  root: Span | null;
  /** Of the request itself, the root among them; by time. */
  request: Span[];
  messages: QueuedMessage[];
}

export interface QueuedMessage {
  root: Span;
  spans: Span[];
}

/** Splits a trace's spans, which may be incomplete, repeated and in any order. */
export function splitTrace(told: Span[]): SplitTrace {
  const byId = uniqueById(told);
  const spans = [...byId.values()].sort(byTime);
  const root = rootOf(spans, byId);
  const owners = spans.some((span) => isMessage(span, root)) ? messageOwners(spans, byId, root) : null;
  const messages = new Map<string, QueuedMessage>();
  const request: Span[] = [];
  for (const span of spans) {
    const owner = owners?.get(span.spanId) ?? null;
    if (!owner) {
      request.push(span);
      continue;
    }
    const message = messages.get(owner.spanId);
    if (message) {
      message.spans.push(span);
    } else {
      messages.set(owner.spanId, { root: owner, spans: [span] });
    }
  }
  return { spans, root, request, messages: [...messages.values()] };
}

/** The same order whatever the order of arrival. */
export function byTime(a: Span, b: Span): number {
  return a.start - b.start || (a.spanId < b.spanId ? -1 : a.spanId > b.spanId ? 1 : 0);
}

function uniqueById(told: Span[]): Map<string, Span> {
  const byId = new Map<string, Span>();
  for (const span of told) {
    const known = byId.get(span.spanId);
    if (!known || isFuller(span, known)) {
      byId.set(span.spanId, span);
    }
  }
  return byId;
}

/** Repeated spans are equal but for a sender's fault; then the choice must not depend on which came first. */
function isFuller(span: Span, known: Span): boolean {
  return span.duration !== known.duration ? span.duration > known.duration : span.events.length > known.events.length;
}

/** A request's span before any other; a server's span counts as a root even with a caller outside of the store. */
function rootOf(spans: Span[], byId: Map<string, Span>): Span | null {
  const roots = spans.filter((span) => span.parentSpanId === '');
  return (
    roots.find((span) => span.kind === 'server') ??
    roots[0] ??
    spans.find((span) => span.kind === 'server' && !byId.has(span.parentSpanId)) ??
    null
  );
}

function isMessage(span: Span, root: Span | null): boolean {
  return span.kind === 'consumer' && span !== root;
}

/** For each span the nearest queued message above it (or itself), without recursion: traces can be deep. */
function messageOwners(spans: Span[], byId: Map<string, Span>, root: Span | null): Map<string, Span | null> {
  const owners = new Map<string, Span | null>();
  for (const span of spans) {
    const path: Span[] = [];
    let owner: Span | null = null;
    let at: Span | undefined = span;
    while (at) {
      const known = owners.get(at.spanId);
      if (known !== undefined) {
        owner = known;
        break;
      }
      path.push(at);
      if (isMessage(at, root)) {
        owner = at;
        break;
      }
      // A span that is its own ancestor (a sender's fault) ends here as well.
      owners.set(at.spanId, null);
      at = byId.get(at.parentSpanId);
    }
    path.forEach((walked) => owners.set(walked.spanId, owner));
  }
  return owners;
}
