const wordStart = 1;
const wordPart = 2;
const digit = 4;
const refused = 8;

const quote = 0x27;
const backtick = 0x60;
const backslash = 0x5c;
const dot = 0x2e;
const dash = 0x2d;
const plus = 0x2b;
const slash = 0x2f;
const star = 0x2a;
const lowerE = 0x65;

/** What each byte may be. Refused is what dialects or alphabets read in different ways. */
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[A-Za-z_]/.test(character)) {
    return wordStart | wordPart;
  }
  if (/\d/.test(character)) {
    return digit | wordPart;
  }
  return byte > 0x7f || '"\\#$'.includes(character) ? refused : 0;
});

/**
 * Tells the parts of a statement in UTF-8 that stand between its values (one more than there are values): statements of
 * the same parts have the same normal form, whatever the dialect. Made for being quick: of a statement with comments,
 * escapes and the like it says nothing.
 *
 * @returns false where it does not know, whatever was visited
 */
export function visitShape(
  bytes: Uint8Array,
  from: number,
  to: number,
  visit: (from: number, to: number) => void
): boolean {
  let part = from;
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    const kind = kinds[byte];
    if ((kind & wordStart) !== 0) {
      at = endOfWord(bytes, at + 1, to);
    } else if ((kind & digit) !== 0 || (byte === dot && startsNumber(bytes, at, from, to))) {
      visit(part, at);
      at = part = endOfNumber(bytes, at + 1, to);
    } else if (byte === quote || byte === backtick) {
      const end = endOfQuoted(bytes, at + 1, to, byte);
      if (end < 0) {
        return false;
      }
      if (byte === quote) {
        visit(part, at);
        part = end;
      }
      at = end;
    } else if ((kind & refused) !== 0 || startsComment(bytes, at, to)) {
      return false;
    } else {
      at++;
    }
  }
  visit(part, to);
  return true;
}

function endOfWord(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (kinds[bytes[at]] & wordPart) !== 0) {
    at++;
  }
  return at;
}

function startsNumber(bytes: Uint8Array, at: number, from: number, to: number): boolean {
  return (
    at + 1 < to && (kinds[bytes[at + 1]] & digit) !== 0 && (at === from || (kinds[bytes[at - 1]] & wordPart) === 0)
  );
}

/** As `scanSql` reads it: `0xAF`, `1.5e-3` and `12abc`. */
function endOfNumber(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    const isExponentSign =
      (byte === dash || byte === plus) && (bytes[at - 1] | 0x20) === lowerE && (kinds[bytes[at - 2]] & digit) !== 0;
    if ((kinds[byte] & wordPart) === 0 && byte !== dot && !isExponentSign) {
      return at;
    }
  }
  return to;
}

/** -1 where it has escapes or does not end. */
function endOfQuoted(bytes: Uint8Array, from: number, to: number, mark: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] === mark) {
      return bytes[at + 1] === mark && at + 1 < to ? -1 : at + 1;
    }
    if (bytes[at] === backslash) {
      return -1;
    }
  }
  return -1;
}

function startsComment(bytes: Uint8Array, at: number, to: number): boolean {
  const next = at + 1 < to ? bytes[at + 1] : 0;
  return (bytes[at] === dash && next === dash) || (bytes[at] === slash && next === star);
}
