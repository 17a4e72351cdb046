import { anyPlaceholder } from './placeholders.ts';

/** How PHP dumps a value's type in front of it. */
const typeBefore = /\s{0,4}(?:string|int|float|bool|enum)\(\d{0,9}\)\s{0,2}/y;
const opening = /(\\*)(["'])/y;
const escapedQuote = /(?:&quot;|%22)/y;
/** Commas, quotes and brackets belong to it where it goes on right after them. */
const bare = new RegExp(
  String.raw`(?:${anyPlaceholder}|[^\s"'<>&,;()[\]{}\\]|[,;](?!\s|$|["'[\]})\\]|[\w.[\]-]{1,40}\s?(?:[=:]|=>))|[()[\]{}"'](?=\w)|\\(?![nrt"'\\]))+`,
  'y'
);
/** print_r's values end with their line, or where the next one begins. */
const line = /(?:(?!\s*\[[\w.-]{1,64}\]\s?=>|\s*\)\s*$)[^\n])+/y;
const closings: Record<string, string> = { '{': '}', '[': ']', '(': ')' };
const structure = /(?:[Aa]rray\s{0,40}\(|[{[])/y;

/**
 * Where the value ends that begins at a place of a text: a quoted one with its quote (or with the text, where it is cut),
 * a list or object with its bracket, any other one where it cannot go on.
 *
 * @param isPrinted - as PHP's print_r does, without quotes
 * @returns the place itself where there is none
 */
export function endOfValue(text: string, from: number, isPrinted: boolean): number {
  const at = endOf(typeBefore, text, from);
  opening.lastIndex = at;
  const quote = opening.exec(text);
  if (quote) {
    return endOfQuoted(text, opening.lastIndex, quote[2], quote[1].length);
  }
  const escaped = endOf(escapedQuote, text, at);
  if (escaped > at) {
    const end = text.slice(escaped).search(/&quot;|%22/);
    return end < 0 ? text.length : escaped + end;
  }
  structure.lastIndex = at;
  if (!endsPlaceholder(text, at) && structure.test(text)) {
    return endOfStructure(text, structure.lastIndex);
  }
  return endOf(isPrinted ? line : bare, text, at);
}

/** The mark that ends it has as many backslashes before it as the one that began it. */
function endOfQuoted(text: string, from: number, mark: string, backslashes: number): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    let before = 0;
    while (before < at - from && text[at - before - 1] === '\\') {
      before++;
    }
    if (before === backslashes || (backslashes === 0 && before % 2 === 0)) {
      return at + 1;
    }
  }
  return text.length;
}

function endOfStructure(text: string, from: number): number {
  const open = text[from - 1];
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    depth += text[at] === open ? 1 : text[at] === closings[open] ? -1 : 0;
    if (depth === 0) {
      return at + 1;
    }
  }
  return text.length;
}

const placeholder = new RegExp(anyPlaceholder, 'y');

function endsPlaceholder(text: string, at: number): boolean {
  return endOf(placeholder, text, at) > at;
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
