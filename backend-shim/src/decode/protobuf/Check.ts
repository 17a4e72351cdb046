import { maxDepth, tooDeep } from '../maxDepth.ts';
import { BYTES, FIXED32, FIXED64, truncated, VARINT, withoutNumber, wrongType, type Pbf } from './wire.ts';

/** Messages, as the first half of an index into {@link definitions}; the second half is a field's number. */
export const LOG = 1;
export const RESOURCE = 2;
export const EVENT = 3;
export const STATUS = 4;
export const PAIR = 5;
const VALUE = 6;
const LIST = 7;
const MAP = 8;

/** What a field's definition says: nothing that Insights reads, a wire type (from 1 on) or a message (from 16 on). */
const UNKNOWN = 0;
const scalar = (type: number) => type + 1;
const message = (name: number) => name + 16;

const definitions = define({
  [EVENT]: { ...fields(scalar(FIXED64), 1), ...fields(scalar(BYTES), 2), ...fields(message(PAIR), 3) },
  [STATUS]: { ...fields(scalar(BYTES), 2), ...fields(scalar(VARINT), 3) },
  [LOG]: {
    ...fields(scalar(FIXED64), 1, 11),
    ...fields(scalar(VARINT), 2),
    ...fields(scalar(BYTES), 9, 10),
    ...fields(message(VALUE), 5),
    ...fields(message(PAIR), 6),
  },
  [RESOURCE]: fields(message(PAIR), 1),
  [PAIR]: { ...fields(scalar(BYTES), 1), ...fields(message(VALUE), 2) },
  [VALUE]: {
    ...fields(scalar(BYTES), 1, 7),
    ...fields(scalar(VARINT), 2, 3),
    ...fields(scalar(FIXED64), 4),
    ...fields(message(LIST), 5),
    ...fields(message(MAP), 6),
  },
  [LIST]: fields(message(VALUE), 1),
  [MAP]: fields(message(PAIR), 1),
});

function fields(definition: number, ...numbers: number[]): Record<number, number> {
  return Object.fromEntries(numbers.map((number) => [number, definition]));
}

function define(messages: Record<number, Record<number, number>>): Uint8Array {
  const table = new Uint8Array(16 * 16);
  for (const [name, definition] of Object.entries(messages)) {
    Object.entries(definition).forEach(([number, type]) => (table[Number(name) * 16 + Number(number)] = type));
  }
  return table;
}

/**
 * Goes over messages without making anything of them, and refuses exactly what the readers refuse: the receiver has to
 * know before it acknowledges, and must not take the time to read.
 */
export class Check {
  readonly #pbf: Pbf;
  readonly #bytes: Uint8Array;

  constructor(pbf: Pbf) {
    this.#pbf = pbf;
    this.#bytes = pbf.buf;
  }

  /** @throws UndecodableError when the readers would */
  message(name: number, from: number, to: number, depth: number): void {
    let at = from;
    while (at < to) {
      at = this.#field(name, at, to, depth);
    }
  }

  /**
   * One field. Numbers that take one or two bytes, as nearly all do, are read in place, others by pbf.
   *
   * @returns where the next one begins
   */
  #field(name: number, from: number, to: number, depth: number): number {
    const bytes = this.#bytes;
    let at = from;
    let key = bytes[at++];
    if (key > 0x7f) {
      key = this.#varint(from);
      at = this.#pbf.pos;
      if (key > 0xffffffff) {
        throw withoutNumber();
      }
    }
    if (key < 8) {
      throw withoutNumber();
    }
    const type = key & 7;
    const definition = key < 128 ? definitions[name * 16 + (key >> 3)] : UNKNOWN;
    if (type === BYTES) {
      let length = bytes[at++];
      if (length > 0x7f) {
        length = (length & 0x7f) | (bytes[at++] << 7);
        if (length > 0x3fff) {
          length = this.#varint(at - 2);
          at = this.#pbf.pos;
        }
      }
      const end = at + length;
      // Not the other way round: past the last byte there is no number.
      if (!(end <= to)) {
        throw truncated();
      }
      if (definition >= 16) {
        this.#inner(definition - 16, at, end, depth);
      } else if (definition !== UNKNOWN && definition !== BYTES + 1) {
        throw wrongType(type, definition - 1);
      }
      return end;
    }
    if (definition !== UNKNOWN && definition !== type + 1) {
      throw wrongType(type, definition >= 16 ? BYTES : definition - 1);
    }
    const end = this.#skip(type, at, definition);
    if (!(end <= to)) {
      throw truncated();
    }
    return end;
  }

  #inner(name: number, from: number, to: number, depth: number): void {
    if (name === VALUE && depth > maxDepth) {
      throw tooDeep();
    }
    this.message(name, from, to, name === LIST || name === MAP ? depth + 1 : depth);
  }

  #skip(type: number, from: number, definition: number): number {
    if (type === VARINT && definition !== UNKNOWN) {
      if (this.#bytes[from] < 0x80) {
        return from + 1;
      }
      this.#varint(from);
      return this.#pbf.pos;
    }
    if (type === FIXED64 || type === FIXED32) {
      return from + (type === FIXED64 ? 8 : 4);
    }
    this.#pbf.pos = from;
    this.#pbf.skip(type);
    return this.#pbf.pos;
  }

  /** Leaves pbf behind it. */
  #varint(at: number): number {
    this.#pbf.pos = at;
    return this.#pbf.readVarint();
  }
}
