import type { AttributeValue, Attributes } from '../../../pipeline/records.ts';
import type { DictionaryReader } from '../../dictionary/DictionaryReader.ts';
import type { ByteReader } from '../ByteReader.ts';
import type { Strings } from '../bytes/strings.ts';
import { ValueTag } from './ValueTag.ts';
import type { OwnIds } from './ValueWriter.ts';

/** Far deeper than decoding lets values nest. */
const mostDepth = 64;

/** The way back from {@link ValueWriter}. */
export class ValueReader {
  readonly #strings: Strings;
  readonly #keyLists: string[][];
  readonly #textIds: string[];

  constructor(strings: Strings, keyLists: string[][], textIds: string[]) {
    this.#strings = strings;
    this.#keyLists = keyLists;
    this.#textIds = textIds;
  }

  readString(from: ByteReader): string {
    return this.#strings.at(from.index(this.#strings.length));
  }

  /** The attributes whose keys are the list at `keyList`. */
  readValues(from: ByteReader, keyList: number, dictionary: DictionaryReader, own: OwnIds, depth = 0): Attributes {
    const attributes: Attributes = {};
    for (const key of this.#keyLists[keyList]) {
      const value = this.read(from, dictionary, own, depth);
      if (key === '__proto__') {
        Object.defineProperty(attributes, key, { value, enumerable: true, configurable: true, writable: true });
      } else {
        attributes[key] = value;
      }
    }
    return attributes;
  }

  readAttributes(from: ByteReader, dictionary: DictionaryReader, own: OwnIds, depth = 0): Attributes {
    return this.readValues(from, from.index(this.#keyLists.length), dictionary, own, depth);
  }

  read(from: ByteReader, dictionary: DictionaryReader, own: OwnIds, depth = 0): AttributeValue {
    if (depth > mostDepth) {
      from.fail('values nest too deep');
    }
    const tag = from.byte();
    switch (tag) {
      case ValueTag.null:
        return null;
      case ValueTag.false:
        return false;
      case ValueTag.true:
        return true;
      case ValueTag.integer:
        return from.signed();
      case ValueTag.float:
        return from.float();
      case ValueTag.string:
        return this.readString(from);
      case ValueTag.text:
        return this.readString(from) + dictionary.text(this.#textIds[from.index(this.#textIds.length)]);
      case ValueTag.list:
        return Array.from({ length: from.count() }, () => this.read(from, dictionary, own, depth + 1));
      case ValueTag.map:
        return this.readAttributes(from, dictionary, own, depth + 1);
      case ValueTag.traceId:
        return own.traceId;
      case ValueTag.spanId:
        return own.spanId;
      case ValueTag.digits:
        return String(from.varint());
      case ValueTag.hex:
        return from.hex(from.byte());
      default:
        return from.fail(`a value of unknown kind ${tag}`);
    }
  }
}
