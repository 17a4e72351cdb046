import { eachField, wireTypes } from './eachField.ts';
import { lengthDelimitedHead } from './insertInto.ts';

interface Found {
  /** Of its field in the body. */
  at: number;
  trace: string;
  hasParent: boolean;
  start: bigint;
}

const resourceField = 1;
const scopeField = 2;
const spanField = 2;

/**
 * A body of OTLP traces with the first spans of each trace only: those that began first, so that of each span that
 * stays its parent stays, too.
 * @param most - spans of each trace
 * @throws Error where the bytes are no protobuf
 */
export function firstSpans(body: Buffer, most: number): Buffer {
  const kept = new Set<number>();
  const counts = new Map<string, number>();
  for (const { at, trace } of findSpans(body).sort(byStart)) {
    const count = counts.get(trace) ?? 0;
    if (count < most) {
      counts.set(trace, count + 1);
      kept.add(at);
    }
  }
  return rewrite(body, 0, body.length, [resourceField, scopeField, spanField], kept);
}

function byStart(a: Found, b: Found): number {
  return Number(a.hasParent) - Number(b.hasParent) || (a.start < b.start ? -1 : a.start > b.start ? 1 : 0);
}

function findSpans(body: Buffer): Found[] {
  const found: Found[] = [];
  const visit = (from: number, to: number, path: number[]) =>
    eachField(body, from, to, (field, at, end, type, tagAt) => {
      if (field !== path[0] || type !== wireTypes.lengthDelimited) {
        return;
      }
      if (path.length > 1) {
        visit(at, end, path.slice(1));
      } else {
        found.push(spanAt(body, at, end, tagAt));
      }
    });
  visit(0, body.length, [resourceField, scopeField, spanField]);
  return found;
}

function spanAt(body: Buffer, from: number, to: number, tagAt: number): Found {
  const span: Found = { at: tagAt, trace: '', hasParent: false, start: 0n };
  eachField(body, from, to, (field, at, end, type) => {
    if (field === 1) {
      span.trace = body.toString('hex', at, end);
    } else if (field === 4) {
      span.hasParent = end > at;
    } else if (field === 7 && type === wireTypes.fixed64) {
      span.start = body.readBigUInt64LE(at);
    }
  });
  return span;
}

/** Leaves out the messages at the end of the path that are not kept. */
function rewrite(body: Buffer, from: number, to: number, path: number[], kept: Set<number>): Buffer {
  const pieces: Buffer[] = [];
  eachField(body, from, to, (field, at, end, type, tagAt) => {
    if (field !== path[0] || type !== wireTypes.lengthDelimited) {
      pieces.push(body.subarray(tagAt, end));
    } else if (path.length > 1) {
      const content = rewrite(body, at, end, path.slice(1), kept);
      pieces.push(lengthDelimitedHead(field, content.length), content);
    } else if (kept.has(tagAt)) {
      pieces.push(body.subarray(tagAt, end));
    }
  });
  return Buffer.concat(pieces);
}
