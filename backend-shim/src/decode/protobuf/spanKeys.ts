import { BYTES, FIXED32, FIXED64, VARINT } from './wire.ts';

/** Keys of a span's fields, as single bytes: number * 8 + wire type. */
export const TRACE_ID = 0x0a;
export const SPAN_ID = 0x12;
export const PARENT_ID = 0x22;
export const NAME = 0x2a;
export const KIND = 0x30;
export const START = 0x39;
export const END = 0x41;
export const ATTRIBUTE = 0x4a;
export const EVENT = 0x5a;
export const STATUS = 0x7a;

const known = [TRACE_ID, SPAN_ID, PARENT_ID, NAME, KIND, START, END, ATTRIBUTE, EVENT, STATUS];

/** 1 for single-byte keys of fields that spans have, or that Insights does not know; 0 where type or number is wrong. */
export const usualKeys = new Uint8Array(128);
for (let key = 8; key < 128; key++) {
  const isKnown = known.some((other) => other >> 3 === key >> 3);
  const isType = [VARINT, FIXED64, BYTES, FIXED32].includes(key & 7);
  usualKeys[key] = (isKnown ? known.includes(key) : isType) ? 1 : 0;
}
