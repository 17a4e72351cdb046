import { UndecodableError } from '../../pipeline/errors.ts';

/**
 * Readers of single fields of OTLP/JSON. As in protobuf's JSON mapping, null and absent are the default value, 64-bit
 * integers come as strings or numbers, and doubles may be `"NaN"`, `"Infinity"` or `"-Infinity"`.
 */
export type JsonObject = Record<string, unknown>;

/** Own keys only: a message has no key `constructor` unless its sender wrote it. */
function get(message: JsonObject, key: string): unknown {
  return Object.hasOwn(message, key) ? message[key] : undefined;
}

export function asObject(value: unknown, key: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(key, 'an object');
  }
  return value as JsonObject;
}

export function objectOf(message: JsonObject, key: string): JsonObject | null {
  const value = get(message, key) ?? null;
  return value === null ? null : asObject(value, key);
}

export function listOf(message: JsonObject, key: string): unknown[] {
  const value = get(message, key) ?? [];
  if (!Array.isArray(value)) {
    throw wrong(key, 'an array');
  }
  return value;
}

export function objectsOf(message: JsonObject, key: string): JsonObject[] {
  return listOf(message, key).map((item) => asObject(item, key));
}

export function stringOf(message: JsonObject, key: string): string {
  const value = get(message, key) ?? '';
  if (typeof value !== 'string') {
    throw wrong(key, 'a string');
  }
  return value;
}

/** An id in lower-case hexadecimal; what is not hexadecimal stays as it is, to be rejected as an id. */
export function hexOf(message: JsonObject, key: string): string {
  return stringOf(message, key).toLowerCase();
}

export function booleanOf(message: JsonObject, key: string): boolean {
  const value = get(message, key) ?? false;
  if (typeof value !== 'boolean') {
    throw wrong(key, 'true or false');
  }
  return value;
}

/** A double, or null where there is none. */
export function doubleOf(message: JsonObject, key: string): number | null {
  const value = get(message, key) ?? null;
  return value === null ? null : asDouble(value, key);
}

export function asDouble(value: unknown, key: string): number {
  if (typeof value === 'number') {
    return value;
  }
  if (value === 'NaN' || (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))) {
    return Number(value);
  }
  throw wrong(key, 'a number');
}

export function integerOf(message: JsonObject, key: string): bigint {
  return asInteger(get(message, key) ?? 0, key);
}

export function asInteger(value: unknown, key: string): bigint {
  try {
    // BigInt also reads '' as 0 and '0x10' as 16, which protobuf's mapping does not know.
    if (typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value))) {
      return BigInt.asIntN(65, BigInt(value));
    }
  } catch {
    // A number with a fraction.
  }
  throw wrong(key, 'an integer');
}

/** An unsigned 32-bit number. */
export function uintOf(message: JsonObject, key: string): number {
  return Number(integerOf(message, key)) >>> 0;
}

/** Nanoseconds as whole microseconds. */
export function microsecondsOf(message: JsonObject, key: string): number {
  const value = get(message, key);
  if (typeof value === 'string' && /^\d{4,20}$/.test(value)) {
    return Number(value.slice(0, -3));
  }
  return Number(integerOf(message, key) / 1000n);
}

/** An enum as its number, or by the name that protobuf gives it (which OTLP forbids, and some senders write). */
export function enumOf(message: JsonObject, key: string, prefix: string, names: readonly string[]): number {
  const value = get(message, key) ?? 0;
  if (typeof value === 'string' && value.startsWith(prefix)) {
    return Math.max(0, names.indexOf(value.slice(prefix.length)));
  }
  return Number(asInteger(value, key));
}

function wrong(key: string, expected: string): UndecodableError {
  return new UndecodableError(`not OTLP: "${key}" is not ${expected}`);
}
