const longestVarint = 8;

/** Bytes one after the other, in memory that grows. Whole numbers are little-endian base 128 (varints). */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** A view of what was written, until the next write. */
  written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** @param value - whole, 0 to 2^53-1 */
  varint(value: number): void {
    this.#reserve(longestVarint);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      // Above 2^31 the bit operators would cut.
      rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** @param value - whole, -2^52 to 2^52-1 */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  /** 8 bytes, as hexadecimal digits are read. */
  id(high: number, low: number): void {
    this.#reserve(8);
    const bytes = this.#bytes;
    const at = this.#length;
    // By hand: Buffer's own methods check each argument, and there is an id for each span.
    bytes[at] = high >>> 24;
    bytes[at + 1] = high >>> 16;
    bytes[at + 2] = high >>> 8;
    bytes[at + 3] = high;
    bytes[at + 4] = low >>> 24;
    bytes[at + 5] = low >>> 16;
    bytes[at + 6] = low >>> 8;
    bytes[at + 7] = low;
    this.#length = at + 8;
  }

  hex(digits: string): void {
    this.bytes(Buffer.from(digits, 'hex'));
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #reserve(count: number): void {
    if (this.#length + count > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count));
      larger.set(this.written());
      this.#bytes = larger;
    }
  }
}
