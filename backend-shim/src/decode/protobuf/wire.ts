import BarePbf from 'pbf';
import { UndecodableError } from '../../pipeline/errors.ts';
import { exactInteger } from '../exactInteger.ts';
import { RecordBudget } from '../RecordBudget.ts';

/**
 * Readers of protobuf's wire format on top of pbf's, which trusts its input: here every length is checked against the
 * enclosing message (kept in `pbf.length`), and a known field must have the type that its definition says.
 */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

/** Below this, a loop in JavaScript beats a call into Node. */
const SHORT_STRING = 24;

/** A body that is being read. */
export class Pbf extends BarePbf {
  readonly budget = new RecordBudget();
}

/** Reads one field if it knows it; a reader that does not move is taken not to know the field, which is then skipped. */
export type FieldReader<T> = (field: number, target: T, pbf: Pbf) => void;

export function openProtobuf(bytes: Uint8Array): Pbf {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pbf = new Pbf(buffer);
  // Pbf looks at the whole memory behind a view.
  pbf.dataView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return pbf;
}

/** Reads all fields up to the end of the current message. */
export function readFields<T>(pbf: Pbf, target: T, read: FieldReader<T>): T {
  const end = pbf.length;
  while (pbf.pos < end) {
    const key = pbf.readVarint();
    const field = key >>> 3;
    if (field === 0 || key > 0xffffffff) {
      throw withoutNumber();
    }
    pbf.type = key & 7;
    const start = pbf.pos;
    read(field, target, pbf);
    if (pbf.pos === start) {
      skip(pbf, key);
    }
  }
  if (pbf.pos !== end) {
    throw truncated();
  }
  return target;
}

/** Reads a message whose place is known, and stays behind it. */
export function readWithin<T>(pbf: Pbf, from: number, to: number, target: T, read: FieldReader<T>): T {
  const outer = pbf.length;
  pbf.pos = from;
  pbf.length = to;
  readFields(pbf, target, read);
  pbf.length = outer;
  return target;
}

export function readMessage<T>(pbf: Pbf, target: T, read: FieldReader<T>): T {
  const end = readEnd(pbf);
  return readWithin(pbf, pbf.pos, end, target, read);
}

export function readString(pbf: Pbf): string {
  const end = readEnd(pbf);
  const start = pbf.pos;
  const buffer = pbf.buf as Buffer;
  pbf.pos = end;
  return (end - start < SHORT_STRING ? readAscii(buffer, start, end) : null) ?? buffer.toString('utf8', start, end);
}

/** Bytes as lower-case hexadecimal. */
export function readHex(pbf: Pbf): string {
  return readText(pbf, 'hex');
}

export function readBase64(pbf: Pbf): string {
  return readText(pbf, 'base64');
}

export function readUint(pbf: Pbf): number {
  expectType(pbf, VARINT);
  return pbf.readVarint();
}

/** An int64, exactly. */
export function readInt64(pbf: Pbf): number | string {
  expectType(pbf, VARINT);
  const start = pbf.pos;
  const value = pbf.readVarint(true);
  return Number.isSafeInteger(value) ? value : exactInteger(readBigVarint(pbf.buf, start));
}

export function readBoolean(pbf: Pbf): boolean {
  expectType(pbf, VARINT);
  return pbf.readVarint() !== 0;
}

export function readDouble(pbf: Pbf): number {
  expectType(pbf, FIXED64);
  return pbf.readDouble();
}

export function readFixed64(pbf: Pbf): bigint {
  expectType(pbf, FIXED64);
  const value = pbf.dataView.getBigUint64(pbf.pos, true);
  pbf.pos += 8;
  return value;
}

export function readSFixed64(pbf: Pbf): bigint {
  return BigInt.asIntN(64, readFixed64(pbf));
}

/** Nanoseconds as whole microseconds. */
export function readMicroseconds(pbf: Pbf): number {
  expectType(pbf, FIXED64);
  const value = microsecondsAt(pbf.dataView, pbf.pos);
  pbf.pos += 8;
  return value;
}

/** By halves, because a double cannot hold today's nanoseconds. */
export function microsecondsAt(view: DataView, at: number): number {
  const low = view.getUint32(at, true);
  const high = view.getUint32(at + 4, true);
  // 2^32 = 4,294,967 * 1,000 + 296
  return high * 4_294_967 + Math.floor((high * 296 + low) / 1000);
}

/** What pbf and DataView throw when the bytes end too early. */
export function isTruncation(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && /^(Expected varint|Unimplemented type)/.test(error.message))
  );
}

function readText(pbf: Pbf, encoding: 'hex' | 'base64'): string {
  const end = readEnd(pbf);
  const start = pbf.pos;
  pbf.pos = end;
  return (pbf.buf as Buffer).toString(encoding, start, end);
}

/** Reads the length of what follows. */
export function readEnd(pbf: Pbf): number {
  expectType(pbf, BYTES);
  const length = pbf.readVarint();
  const end = pbf.pos + length;
  if (end > pbf.length) {
    throw truncated();
  }
  return end;
}

function skip(pbf: Pbf, key: number): void {
  pbf.skip(key);
  if (pbf.pos > pbf.length) {
    throw truncated();
  }
}

/** Null where a byte is not ASCII. */
function readAscii(buffer: Buffer, start: number, end: number): string | null {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = buffer[at];
    if (byte > 0x7f) {
      return null;
    }
    text += String.fromCharCode(byte);
  }
  return text;
}

function readBigVarint(bytes: Uint8Array, start: number): bigint {
  let value = 0n;
  for (let at = start, shift = 0n; shift < 70n; at++, shift += 7n) {
    value |= BigInt(bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) {
      break;
    }
  }
  return BigInt.asIntN(64, value);
}

function expectType(pbf: Pbf, type: number): void {
  if (pbf.type !== type) {
    throw wrongType(pbf.type, type);
  }
}

export function withoutNumber(): UndecodableError {
  return new UndecodableError('not protobuf: a field without a number');
}

export function wrongType(type: number, expected: number): UndecodableError {
  return new UndecodableError(`not OTLP: a field has wire type ${type} where its definition says ${expected}`);
}

export function truncated(): UndecodableError {
  return new UndecodableError('not OTLP: a message ends before its fields do');
}
