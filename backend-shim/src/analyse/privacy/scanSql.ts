/** How quotes and escapes are read: `mysql` also for MariaDB, `ansi` for PostgreSQL and SQLite. */
export type SqlDialect = 'mysql' | 'ansi';

export type SqlToken = 'space' | 'word' | 'identifier' | 'string' | 'number' | 'placeholder' | 'symbol';

/** Called for each token with its place in the statement, `to` being exclusive. */
export type VisitSqlToken = (token: SqlToken, from: number, to: number) => void;

const stringPrefix = /^(?:[nxbe]|u&|_[a-z0-9]+)$/i;

/**
 * Reads a statement's tokens in one pass. Comments are spaces. A string or identifier that never ends is a string up
 * to the end of the statement, so that a cut statement tells nothing.
 */
export function scanSql(sql: string, dialect: SqlDialect, visit: VisitSqlToken): void {
  let at = 0;
  while (at < sql.length) {
    const from = at;
    const code = sql.charCodeAt(at);
    if (isWordStart(code)) {
      at = endOfWord(sql, at + 1);
      if (sql.charCodeAt(at) === quote && stringPrefix.test(sql.slice(from, at))) {
        // Only MySQL's and PostgreSQL's E'' strings know backslashes.
        at = endOfQuoted(sql, at, quote, dialect === 'mysql' || (code | 0x20) === lowerE);
        visit('string', from, at);
      } else {
        visit('word', from, at);
      }
    } else if (
      isDigit(code) ||
      (code === dot && isDigit(sql.charCodeAt(at + 1)) && !isWordPart(sql.charCodeAt(at - 1)))
    ) {
      at = endOfNumber(sql, at);
      visit('number', from, at);
    } else if (isSpace(code)) {
      at = endOfSpace(sql, at + 1);
      visit('space', from, at);
    } else if (startsComment(sql, at, code, dialect)) {
      at = endOfComment(sql, at, code);
      visit('space', from, at);
    } else if (code === quote || (code === doubleQuote && dialect === 'mysql')) {
      at = endOfQuoted(sql, at, code, dialect === 'mysql');
      visit('string', from, at);
    } else if (code === backtick || code === doubleQuote) {
      at = endOfQuoted(sql, at, code, false);
      visit(isClosed(sql, from, at, code) ? 'identifier' : 'string', from, at);
    } else if (code === dollar) {
      at = endOfDollar(sql, at);
      visit('placeholder', from, at);
    } else {
      at = from + 1;
      visit(code === questionMark ? 'placeholder' : 'symbol', from, at);
    }
  }
}

const quote = 0x27;
const doubleQuote = 0x22;
const backtick = 0x60;
const backslash = 0x5c;
const dollar = 0x24;
const dot = 0x2e;
const dash = 0x2d;
const hash = 0x23;
const slash = 0x2f;
const star = 0x2a;
const questionMark = 0x3f;
const lowerE = 0x65;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code === 0xa0;
}

function isWordStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code > 0xa0;
}

/** Of the first 161 codes: a statement is read letter by letter, and most of them stand in words. */
const wordParts = Uint8Array.from({ length: 0xa1 }, (_, code) =>
  isWordStart(code) || isDigit(code) || code === dollar ? 1 : 0
);

function isWordPart(code: number): boolean {
  return code <= 0xa0 ? wordParts[code] === 1 : code > 0xa0;
}

function endOfWord(sql: string, at: number): number {
  while (at < sql.length && isWordPart(sql.charCodeAt(at))) {
    at++;
  }
  return at;
}

function endOfSpace(sql: string, at: number): number {
  while (at < sql.length && isSpace(sql.charCodeAt(at))) {
    at++;
  }
  return at;
}

/** Whole runs such as `0xAF`, `1.5e-3` and `12abc`: what begins with a digit is taken for a value. */
function endOfNumber(sql: string, at: number): number {
  for (at++; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    const isExponentSign =
      (code === dash || code === 0x2b) && (sql.charCodeAt(at - 1) | 0x20) === lowerE && isDigit(sql.charCodeAt(at - 2));
    if (!isWordPart(code) && code !== dot && !isExponentSign) {
      break;
    }
  }
  return at;
}

function startsComment(sql: string, at: number, code: number, dialect: SqlDialect): boolean {
  const next = sql.charCodeAt(at + 1);
  if (code === slash) {
    return next === star;
  }
  if (dialect === 'mysql') {
    // In MySQL `a--1` is arithmetic: a comment needs a space after its dashes.
    return (
      code === hash || (code === dash && next === dash && (at + 2 >= sql.length || isSpace(sql.charCodeAt(at + 2))))
    );
  }
  return code === dash && next === dash;
}

function endOfComment(sql: string, at: number, code: number): number {
  const end = code === slash ? sql.indexOf('*/', at + 2) : sql.indexOf('\n', at);
  return end < 0 ? sql.length : end + (code === slash ? 2 : 1);
}

function endOfQuoted(sql: string, at: number, mark: number, escapes: boolean): number {
  for (at++; at < sql.length; at++) {
    const code = sql.charCodeAt(at);
    if (code === backslash && escapes) {
      at++;
    } else if (code === mark) {
      if (sql.charCodeAt(at + 1) !== mark) {
        return at + 1;
      }
      at++;
    }
  }
  return sql.length;
}

function isClosed(sql: string, from: number, to: number, mark: number): boolean {
  let marks = 0;
  for (let at = from; at < to; at++) {
    marks += sql.charCodeAt(at) === mark ? 1 : 0;
  }
  return marks % 2 === 0;
}

/** PostgreSQL's `$1` and `$tag$...$tag$`. */
function endOfDollar(sql: string, at: number): number {
  let tagEnd = at + 1;
  while (tagEnd < sql.length && isWordPart(sql.charCodeAt(tagEnd)) && sql.charCodeAt(tagEnd) !== dollar) {
    tagEnd++;
  }
  if (sql.charCodeAt(tagEnd) !== dollar) {
    return tagEnd;
  }
  const tag = sql.slice(at, tagEnd + 1);
  const end = sql.indexOf(tag, tagEnd + 1);
  return end < 0 ? sql.length : end + tag.length;
}
