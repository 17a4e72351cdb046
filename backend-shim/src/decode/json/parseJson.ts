import { UndecodableError } from '../../pipeline/errors.ts';
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
    throw error instanceof SyntaxError ? new UndecodableError(`not JSON: ${describe(error)}`, { cause: error }) : error;
  }
}

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context.source ?? value)
    : value;

/** V8's sentence quotes the body, which is nobody's business: only the place is told. */
function describe(error: SyntaxError): string {
  if (error.message.startsWith('Unexpected end')) {
    return 'it ends too early';
  }
  return /at position \d+/.exec(error.message)?.[0] ?? 'it is malformed';
}
