import type { Attributes, AttributeValue } from '../../pipeline/records.ts';
import { exactInteger } from '../exactInteger.ts';
import { maxDepth, tooDeep } from '../maxDepth.ts';
import { setAttribute } from '../setAttribute.ts';
import {
  asDouble,
  asInteger,
  asObject,
  booleanOf,
  objectOf,
  objectsOf,
  listOf,
  stringOf,
  type JsonObject,
} from './fields.ts';

/** A list of KeyValue; of a repeated key the last value counts. */
export function readAttributes(message: JsonObject, key: string, depth = 0): Attributes {
  const attributes: Attributes = {};
  for (const pair of objectsOf(message, key)) {
    setAttribute(attributes, stringOf(pair, 'key'), readValue(objectOf(pair, 'value'), depth));
  }
  return attributes;
}

/** AnyValue; an empty one is null, bytes are base64. */
export function readValue(message: JsonObject | null, depth = 0): AttributeValue {
  if (depth > maxDepth) {
    throw tooDeep();
  }
  if (message === null) {
    return null;
  }
  let value: AttributeValue = null;
  for (const key of Object.keys(message)) {
    // Protobuf's mapping writes null for a field that is not set.
    if (message[key] !== null) {
      value = readKnown(message, key, depth + 1) ?? value;
    }
  }
  return value;
}

function readKnown(message: JsonObject, key: string, depth: number): AttributeValue {
  switch (key) {
    case 'stringValue':
      return stringOf(message, key);
    case 'boolValue':
      return booleanOf(message, key);
    case 'intValue':
      return exactInteger(asInteger(message[key], key));
    case 'doubleValue':
      return asDouble(message[key], key);
    case 'arrayValue':
      return listOf(asObject(message[key], key), 'values').map((item) => readValue(asObject(item, key), depth));
    case 'kvlistValue':
      return readAttributes(asObject(message[key], key), 'values', depth);
    case 'bytesValue':
      return Buffer.from(stringOf(message, key), 'base64').toString('base64');
    default:
      return null;
  }
}
