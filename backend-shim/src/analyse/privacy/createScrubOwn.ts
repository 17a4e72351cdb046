import { RE2JS } from 're2js';
import { anyPlaceholder, placeholders } from './placeholders.ts';

const between = new RegExp(`(${anyPlaceholder})`);

/**
 * A function that replaces what an installation's own patterns match, but for placeholders; null where there are none.
 * Their time is linear in the text's length, whatever they are: RE2 has no backtracking.
 */
export function createScrubOwn(patterns: readonly string[]): ((text: string) => string) | null {
  if (patterns.length === 0) {
    return null;
  }
  const compiled = patterns.map((pattern) => RE2JS.compile(pattern));
  const replaceIn = (text: string): string =>
    compiled.reduce((told, pattern) => pattern.matcher(told).replaceAll(placeholders.token), text);
  return (text) =>
    compiled.some((pattern) => pattern.matcher(text).find())
      ? text
          .split(between)
          .map((part, at) => (at % 2 === 0 ? replaceIn(part) : part))
          .join('')
      : text;
}
