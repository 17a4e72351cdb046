import { crc32 } from 'node:zlib';
import type { Body, Signal } from '../pipeline/records.ts';

/**
 * One body in a segment file, little-endian:
 *
 * | bytes | what |
 * |---|---|
 * | 4 | the mark `MIS1`, by which reading goes on after damage |
 * | 4 | length of the body |
 * | 4 | CRC-32 of all that follows |
 * | 1 | signal: place in `signals` |
 * | 1 | encoding: place in `encodings` |
 * | 8 | when the receiver took it, ms since 1970, as a double |
 * | n | the body |
 */
export const headerBytes = 22;

const mark = Buffer.from('MIS1');
const checkedFrom = 12;
const signals: Signal[] = ['traces', 'logs', 'metrics'];
const encodings: Array<Body['encoding']> = ['protobuf', 'json', 'ndjson'];

export type ParsedRecord =
  | { kind: 'record'; body: Body; next: number }
  /** The buffer ends before the record, which ends at `end`. */
  | { kind: 'incomplete'; end: number }
  | { kind: 'corrupt' };

/** Of a body, which follows it. */
export function encodeHeader(body: Body): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  mark.copy(header);
  header.writeUInt32LE(body.bytes.length, 4);
  header.writeUInt8(signals.indexOf(body.signal), 12);
  header.writeUInt8(encodings.indexOf(body.encoding), 13);
  header.writeDoubleLE(body.receivedAt, 14);
  header.writeUInt32LE(crc32(body.bytes, crc32(header.subarray(checkedFrom))), 8);
  return header;
}

/** Where the record whose header begins at `at` ends; null where no record begins. */
export function recordEnd(buffer: Buffer, at: number): number | null {
  return mark.equals(buffer.subarray(at, at + mark.length)) ? at + headerBytes + buffer.readUInt32LE(at + 4) : null;
}

export function parseRecord(buffer: Buffer, at: number): ParsedRecord {
  if (at + headerBytes > buffer.length) {
    return { kind: 'incomplete', end: at + headerBytes };
  }
  const end = recordEnd(buffer, at);
  if (end === null) {
    return { kind: 'corrupt' };
  }
  if (end > buffer.length) {
    return { kind: 'incomplete', end };
  }
  const signal = signals[buffer[at + 12]];
  const encoding = encodings[buffer[at + 13]];
  const intact = crc32(buffer.subarray(at + checkedFrom, end)) === buffer.readUInt32LE(at + 8);
  if (!intact || !signal || !encoding) {
    return { kind: 'corrupt' };
  }
  const bytes = buffer.subarray(at + headerBytes, end);
  return { kind: 'record', body: { signal, encoding, receivedAt: buffer.readDoubleLE(at + 14), bytes }, next: end };
}

/** Where the next whole record begins, at `from` or after it; null where none does. */
export function findRecord(buffer: Buffer, from: number): number | null {
  for (let at = buffer.indexOf(mark, from); at !== -1; at = buffer.indexOf(mark, at + 1)) {
    if (parseRecord(buffer, at).kind === 'record') {
      return at;
    }
  }
  return null;
}
