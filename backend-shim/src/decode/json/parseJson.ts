import { UndecodableError } from '../../pipeline/outcome.ts';
import { asObject, type JsonObject } from './fields.ts';

/** An integer of 16 digits or more outside of a string: a nanosecond time that a double would round. */
const longInteger = /[:,[]\s*-?\d{16,}\s*[,}\]]/;

type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

/** Parses a JSON object; integers that a double cannot hold become strings of their digits. */
export function parseJson(text: string): JsonObject {
  try {
    const value: unknown = longInteger.test(text) ? JSON.parse(text, keepDigits as never) : JSON.parse(text);
    return asObject(value, 'body');
  } catch (error) {
    throw error instanceof SyntaxError ? new UndecodableError(`not JSON: ${position(error)}`, { cause: error }) : error;
  }
}

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context.source ?? value)
    : value;

/** The parser's sentence without the excerpt of the body that V8 adds to it. */
function position(error: SyntaxError): string {
  return /at position \d+/.exec(error.message)?.[0] ?? 'it ends too early';
}
