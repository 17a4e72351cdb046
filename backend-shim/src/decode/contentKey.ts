import type { SpanMessage } from './messages.ts';

const longest = 16_384;

/**
 * A text that says all of a span but its ids and times; null where it has events, or values that JSON does not tell
 * from others.
 */
export function contentKey({ name, kind, statusCode, statusMessage, attributes, events }: SpanMessage): string | null {
  if (events.length > 0) {
    return null;
  }
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    const isPlain =
      typeof value === 'string' ||
      typeof value === 'boolean' ||
      (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0));
    if (!isPlain) {
      return null;
    }
  }
  const text = JSON.stringify([name, kind, statusCode, statusMessage, attributes]);
  return text.length <= longest ? text : null;
}
