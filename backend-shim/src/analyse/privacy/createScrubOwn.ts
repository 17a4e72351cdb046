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
  return (text) =>
    compiled.reduce((told, pattern) => (pattern.matcher(told).find() ? replaceBetween(told, pattern) : told), text);
}

function replaceBetween(text: string, pattern: RE2JS): string {
  return text
    .split(between)
    .map((part, at) => (at % 2 === 0 ? pattern.matcher(part).replaceAll(placeholders.token) : part))
    .join('');
}
