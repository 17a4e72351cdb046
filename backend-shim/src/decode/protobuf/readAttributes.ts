import type { Attributes, AttributeValue } from '../../pipeline/records.ts';
import { maxDepth, tooDeep } from '../maxDepth.ts';
import { setAttribute } from '../setAttribute.ts';
import { readBase64, readBoolean, readDouble, readInt64, readMessage, readString, type Pbf } from './wire.ts';

/** AnyValue; an empty one is null, bytes are base64. */
interface Value {
  value: AttributeValue;
  depth: number;
}

interface KeyValue extends Value {
  key: string;
}

/** Reads one KeyValue into the attributes; of a repeated key the last value counts. */
export function readAttribute(pbf: Pbf, attributes: Attributes, depth = 0): void {
  const pair: KeyValue = { key: '', value: null, depth };
  readMessage(pbf, pair, keyValueField);
  setAttribute(attributes, pair.key, pair.value);
}

export function readValue(pbf: Pbf, depth = 0): AttributeValue {
  if (depth > maxDepth) {
    throw tooDeep();
  }
  return readMessage<Value>(pbf, { value: null, depth }, valueField).value;
}

function keyValueField(field: number, pair: KeyValue, pbf: Pbf): void {
  if (field === 1) {
    pair.key = readString(pbf);
  } else if (field === 2) {
    pair.value = readValue(pbf, pair.depth);
  }
}

function valueField(field: number, target: Value, pbf: Pbf): void {
  switch (field) {
    case 1:
      target.value = readString(pbf);
      break;
    case 2:
      target.value = readBoolean(pbf);
      break;
    case 3:
      target.value = readInt64(pbf);
      break;
    case 4:
      target.value = readDouble(pbf);
      break;
    case 5:
      target.value = readList(pbf, target.depth + 1);
      break;
    case 6:
      target.value = readMap(pbf, target.depth + 1);
      break;
    case 7:
      target.value = readBase64(pbf);
      break;
  }
}

function readList(pbf: Pbf, depth: number): AttributeValue[] {
  return readMessage<AttributeValue[]>(pbf, [], (field, list) => {
    if (field === 1) {
      list.push(readValue(pbf, depth));
    }
  });
}

function readMap(pbf: Pbf, depth: number): Attributes {
  return readMessage<Attributes>(pbf, {}, (field, map) => {
    if (field === 1) {
      readAttribute(pbf, map, depth);
    }
  });
}
