import { DamagedBlockError } from './DamagedBlockError.ts';

/** The way back from {@link ByteWriter}: whatever the bytes are, it reads within them or throws DamagedBlockError. */
export class ByteReader {
  readonly #bytes: Buffer;
  readonly #where: string;
  #at = 0;

  /** @param where - what these bytes are, for the error */
  constructor(bytes: Buffer, where: string) {
    this.#bytes = bytes;
    this.#where = where;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    this.#need(1);
    return this.#bytes[this.#at++];
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        break;
      }
      if (scale >= 2 ** 49) {
        this.fail('a number is too long');
      }
    }
    return value <= Number.MAX_SAFE_INTEGER ? value : this.fail('a number is too large');
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** A number of things of which each takes `size` bytes or more of what is left here. */
  count(size = 1): number {
    const count = this.varint();
    return count * size <= this.left ? count : this.fail(`${count} things cannot fit`);
  }

  /** A place in a list of `length`. */
  index(length: number): number {
    const index = this.varint();
    return index < length ? index : this.fail(`place ${index} in a list of ${length}`);
  }

  float(): number {
    this.#need(8);
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  uint32(): number {
    this.#need(4);
    const at = this.#at;
    const bytes = this.#bytes;
    this.#at = at + 4;
    return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
  }

  hex(length: number): string {
    return this.bytes(length).toString('hex');
  }

  /** A view, no copy. */
  bytes(length: number): Buffer {
    this.#need(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  end(): void {
    if (this.left > 0) {
      this.fail(`${this.left} bytes too many`);
    }
  }

  fail(what: string): never {
    throw new DamagedBlockError(what, `${this.#where}, byte ${this.#at} of ${this.#bytes.length}`);
  }

  #need(count: number): void {
    if (count > this.#bytes.length - this.#at) {
      this.fail('the bytes end too early');
    }
  }
}
