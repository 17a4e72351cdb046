/** Keys of a span's fields that are read apart from the rest: number * 8 + wire type. */
export const TRACE_ID = 0x0a;
export const SPAN_ID = 0x12;
export const PARENT_ID = 0x22;
export const START = 0x39;
export const END = 0x41;
export const EVENT = 0x5a;
