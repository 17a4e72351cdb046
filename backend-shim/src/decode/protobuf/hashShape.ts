import type { StatementShape } from '../../pipeline/spans/PrepareSpan.ts';
import type { RunHash } from '../RunHash.ts';
import { isPlainPair } from './isPlainPair.ts';
import { ATTRIBUTE, END, PARENT_ID, SPAN_ID, START, TRACE_ID } from './spanKeys.ts';
import type { Pbf } from './wire.ts';

/**
 * The hash of a span whose fields are written in the usual way, but for its ids, its times and the values of its
 * statement.
 *
 * @param key - of the attribute that holds the statement, in UTF-8
 * @returns false where it has no statement, or not one whose shape can be told
 */
export function hashShape(
  { buf: bytes, dataView: view }: Pbf,
  from: number,
  to: number,
  hash: RunHash,
  key: Uint8Array,
  visit: StatementShape['visit']
): boolean {
  hash.reset();
  let textAt = -1;
  let textEnd = -1;
  let run = from;
  let at = from;
  while (at < to) {
    const fieldAt = at;
    const fieldKey = bytes[at++];
    at += fieldKey > 0x7f ? 1 : 0;
    let contentAt = at;
    switch (fieldKey & 7) {
      case 0:
        while (bytes[at++] > 0x7f) {}
        break;
      case 1:
        at += 8;
        break;
      case 5:
        at += 4;
        break;
      default:
        contentAt += lengthOfLength(bytes, at);
        at = contentAt + readLength(bytes, at);
    }
    const isStatement = fieldKey === ATTRIBUTE && hasKey(bytes, contentAt, key) && isPlainPair(bytes, contentAt, at);
    if (isStatement) {
      if (textAt >= 0) {
        return false;
      }
      textAt = textIn(bytes, contentAt + 2 + key.length);
      textEnd = at;
    }
    if (isStatement || isOwn(fieldKey)) {
      hash.add(view, run, fieldAt);
      run = at;
    }
  }
  hash.add(view, run, to);
  hash.mark(separator);
  return textAt >= 0 && visit(bytes, textAt, textEnd, (partFrom, partTo) => hash.add(view, partFrom, partTo));
}

/** Between what is hashed of the fields and of the statement. */
const separator = 0x53514c;
const VALUE_STRING = 0x0a;

function isOwn(key: number): boolean {
  return key === TRACE_ID || key === SPAN_ID || key === PARENT_ID || key === START || key === END;
}

function hasKey(bytes: Uint8Array, pairAt: number, key: Uint8Array): boolean {
  if (bytes[pairAt + 1] !== key.length) {
    return false;
  }
  for (let at = 0; at < key.length; at++) {
    if (bytes[pairAt + 2 + at] !== key[at]) {
      return false;
    }
  }
  return true;
}

/** Where a plain pair's text begins; -1 where its value is none. */
function textIn(bytes: Uint8Array, valueAt: number): number {
  const at = valueAt + 1 + lengthOfLength(bytes, valueAt + 1);
  return bytes[at] === VALUE_STRING ? at + 1 + lengthOfLength(bytes, at + 1) : -1;
}

/** Lengths take up to three bytes here. */
function lengthOfLength(bytes: Uint8Array, at: number): number {
  return bytes[at] < 0x80 ? 1 : bytes[at + 1] < 0x80 ? 2 : 3;
}

function readLength(bytes: Uint8Array, at: number): number {
  const count = lengthOfLength(bytes, at);
  const low = bytes[at] & 0x7f;
  return count === 1 ? low : low | ((bytes[at + 1] & 0x7f) << 7) | (count === 2 ? 0 : bytes[at + 2] << 14);
}
