const KEY = 0x0a;
const VALUE = 0x12;
const STRING = 0x0a;
const INT = 0x18;

/**
 * Whether a KeyValue is just a short key and a text or small number, in this order: nearly all are, and it can be seen
 * at a glance. False says nothing.
 */
export function isPlainPair(bytes: Uint8Array, from: number, to: number): boolean {
  const valueAt = from + 2 + bytes[from + 1];
  if (bytes[from] !== KEY || bytes[from + 1] > 0x7f || bytes[valueAt] !== VALUE) {
    return false;
  }
  const length = bytes[valueAt + 1];
  if (length < 0x80) {
    const at = valueAt + 2;
    const isText = bytes[at] === STRING && bytes[at + 1] === length - 2;
    return at + length === to && (isText || (length === 2 && bytes[at] === INT && bytes[at + 1] < 0x80));
  }
  const at = valueAt + 3;
  return (
    at + shortNumber(bytes, valueAt + 1) === to && bytes[at] === STRING && at + 3 + shortNumber(bytes, at + 1) === to
  );
}

/** The number that takes two bytes; far below 0 where it takes less or more. */
function shortNumber(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const second = bytes[at + 1];
  return first > 0x7f && second < 0x80 ? (first & 0x7f) | (second << 7) : -100;
}
