import type { AttributeValue, Attributes } from '../../../pipeline/records.ts';
import { textId } from '../../dictionary/textEntry.ts';
import type { ByteWriter } from '../ByteWriter.ts';
import { Numbering } from '../bytes/Numbering.ts';
import { splitText } from './splitText.ts';
import { ValueTag } from './ValueTag.ts';

/** The ids of the record that a value belongs to: values repeat them. */
export interface OwnIds {
  traceId: string;
  spanId: string;
}

const noIds: OwnIds = { traceId: '', spanId: '' };
/** Signed varints reach to 2^52. */
const largestInteger = 2 ** 51;

/** Writes attributes' values; what repeats within a block (strings, lists of keys, long texts) becomes a place in a list. */
export class ValueWriter {
  readonly strings = new Numbering<string>();
  /** Of places of strings, joined by commas. */
  readonly keyLists = new Numbering<string>();
  /** To be in the dictionary. */
  readonly texts: Array<{ id: string; text: string }> = [];
  readonly #textPlaces = new Map<string, number>();

  keyList(attributes: Attributes): number {
    return this.keyLists.place(
      Object.keys(attributes)
        .map((key) => this.strings.place(key))
        .join()
    );
  }

  /** The values alone, in the order of their keys. */
  writeValues(out: ByteWriter, attributes: Attributes, own: OwnIds = noIds): void {
    for (const key of Object.keys(attributes)) {
      this.write(out, attributes[key], own);
    }
  }

  write(out: ByteWriter, value: AttributeValue, own: OwnIds = noIds): void {
    if (typeof value === 'string') {
      this.#writeString(out, value, own);
    } else if (typeof value === 'number') {
      writeNumber(out, value);
    } else if (value === null) {
      out.byte(ValueTag.null);
    } else if (typeof value === 'boolean') {
      out.byte(value ? ValueTag.true : ValueTag.false);
    } else if (Array.isArray(value)) {
      out.byte(ValueTag.list);
      out.varint(value.length);
      value.forEach((item) => this.write(out, item, own));
    } else {
      out.byte(ValueTag.map);
      out.varint(this.keyList(value));
      this.writeValues(out, value, own);
    }
  }

  #writeString(out: ByteWriter, text: string, own: OwnIds): void {
    if (text === own.traceId && text !== '') {
      out.byte(ValueTag.traceId);
    } else if (text === own.spanId && text !== '') {
      out.byte(ValueTag.spanId);
    } else if (/^(?:0|[1-9]\d{0,14})$/.test(text)) {
      out.byte(ValueTag.digits);
      out.varint(Number(text));
    } else if (text.length % 2 === 0 && /^[0-9a-f]{8,64}$/.test(text)) {
      out.byte(ValueTag.hex);
      out.byte(text.length / 2);
      out.hex(text);
    } else {
      this.#writeText(out, text);
    }
  }

  #writeText(out: ByteWriter, text: string): void {
    const split = splitText(text);
    if (split) {
      out.byte(ValueTag.text);
      out.varint(this.strings.place(split.head));
      out.varint(this.#placeText(split.rest));
    } else {
      out.byte(ValueTag.string);
      out.varint(this.strings.place(text));
    }
  }

  #placeText(text: string): number {
    let place = this.#textPlaces.get(text);
    if (place === undefined) {
      place = this.texts.push({ id: textId(text), text }) - 1;
      this.#textPlaces.set(text, place);
    }
    return place;
  }
}

function writeNumber(out: ByteWriter, value: number): void {
  if (Number.isInteger(value) && Math.abs(value) <= largestInteger && !Object.is(value, -0)) {
    out.byte(ValueTag.integer);
    out.signed(value);
  } else {
    out.byte(ValueTag.float);
    out.float(value);
  }
}
