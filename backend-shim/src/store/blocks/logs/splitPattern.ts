import { splitText } from '../values/splitText.ts';

/** A text's constant pieces, one more than its parameters. */
export interface SplitPattern {
  pieces: string[];
  parameters: string[];
}

/** What is in quotes, and words (with digits in them, they are parameters). */
const tokens = /(?<!\w)(["'`])(?<quoted>[^"'`\n]{0,200})\1(?!\w)|\w+/g;
const digit = /\d/;
/** `5000ms` is a number and a unit; of what begins with many more letters, nothing is known. */
const withUnit = /^(\d+)([A-Za-z]{1,3})$/;
const longestConstant = 1_000;
const mostParameters = 32;

/**
 * Splits a text so that two that say the same of different things have the same pieces. Whatever is split off, both
 * together are the text again: pieces[0] + parameters[0] + pieces[1] + ...
 */
export function splitPattern(text: string): SplitPattern {
  if (text.length > longestKnown) {
    return split(text);
  }
  let known = knownSplits.get(text);
  if (!known) {
    if (knownSplits.size === mostKnown) {
      knownSplits.clear();
    }
    known = split(text);
    knownSplits.set(text, known);
  }
  return known;
}

/** The same few messages come with every request. */
const knownSplits = new Map<string, SplitPattern>();
const longestKnown = 500;
const mostKnown = 1_000;

function split(text: string): SplitPattern {
  const { head, rest } = splitText(text) ?? { head: text, rest: '' };
  const found = head.length > longestConstant ? { pieces: ['', ''], parameters: [head] } : splitHead(head);
  return rest === '' ? found : { pieces: [...found.pieces, ''], parameters: [...found.parameters, rest] };
}

function splitHead(text: string): SplitPattern {
  const pieces: string[] = [];
  const parameters: string[] = [];
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const quoted = match.groups?.quoted;
    const parameter = quoted ?? parameterOf(match[0]);
    if (parameter === null || parameter === '') {
      continue;
    }
    const start = match.index + (quoted === undefined ? 0 : 1);
    pieces.push(text.slice(end, start));
    if (parameters.length === mostParameters - 1) {
      return { pieces: [...pieces, ''], parameters: [...parameters, text.slice(start)] };
    }
    parameters.push(parameter);
    end = start + parameter.length;
  }
  return { pieces: [...pieces, text.slice(end)], parameters };
}

/** The beginning of a word that differs from record to record. */
function parameterOf(word: string): string | null {
  return digit.test(word) ? (withUnit.exec(word)?.[1] ?? word) : null;
}
