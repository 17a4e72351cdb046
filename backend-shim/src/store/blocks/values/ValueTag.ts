/** The byte before an attribute's value; part of the format. */
export const ValueTag = {
  null: 0,
  false: 1,
  true: 2,
  /** A whole number: signed varint. */
  integer: 3,
  /** 8 bytes, little-endian. */
  float: 4,
  /** Place in the strings. */
  string: 5,
  /** Place in the strings of the first line, place in the texts of the rest. */
  text: 6,
  /** Length, values. */
  list: 7,
  /** Place in the lists of keys, values. */
  map: 8,
  /** The trace's and the span's id, of the record that has the value. */
  traceId: 9,
  spanId: 10,
  /** A string of digits as String(number) writes it: varint. */
  digits: 11,
  /** A string of an even number of lower-case hexadecimal digits: number of bytes, bytes. */
  hex: 12,
} as const;
