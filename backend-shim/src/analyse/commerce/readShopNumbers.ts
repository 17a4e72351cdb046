import { scanSql, type SqlDialect, type SqlToken } from '../privacy/scanSql.ts';

/** Numbers that mean something in the shop's own database alone. */
export interface ShopNumbers {
  visitorId: number | null;
  quoteId: number | null;
}

interface Token {
  kind: SqlToken;
  text: string;
}

const none: ShopNumbers = { visitorId: null, quoteId: null };
/** Tables may have the store's own prefix. */
const visitorTable = /(?:^|_)log_visitor$/i;
const quoteTable = /(?:^|_)sales_flat_quote(_item|_address|_payment)?$/i;

/**
 * The visitor and the cart that a statement is about, read from its literals: `UPDATE log_visitor ... WHERE
 * visitor_id = 42`, `SELECT ... FROM sales_flat_quote WHERE entity_id='127'`, and for the cart's items, addresses and
 * payments `quote_id = 127`. Statements that remove rows tell nothing: a removed cart is no longer the request's.
 */
export function readShopNumbers(sql: string, dialect: SqlDialect = 'mysql'): ShopNumbers {
  if (!mayTellNumbers(sql)) {
    return none;
  }
  const tokens = significantTokens(sql, dialect);
  const table = targetTable(tokens);
  if (visitorTable.test(table)) {
    return { visitorId: conditionOn('visitor_id', tokens), quoteId: null };
  }
  const quote = quoteTable.exec(table);
  if (quote) {
    return { visitorId: null, quoteId: conditionOn(quote[1] ? 'quote_id' : 'entity_id', tokens) };
  }
  return none;
}

/** Whether a statement is about tables whose numbers are read. */
export function mayTellNumbers(sql: string): boolean {
  return sql.includes('log_visitor') || sql.includes('sales_flat_quote');
}

function significantTokens(sql: string, dialect: SqlDialect): Token[] {
  const tokens: Token[] = [];
  scanSql(sql, dialect, (kind, from, to) => {
    if (kind !== 'space') {
      tokens.push({ kind, text: sql.slice(from, to) });
    }
  });
  return tokens;
}

/** Of `UPDATE t` and `SELECT ... FROM t`, without a schema's name; empty for anything else. */
function targetTable(tokens: Token[]): string {
  const verb = tokens[0]?.text.toUpperCase();
  let at = verb === 'UPDATE' ? 1 : verb === 'SELECT' ? tokens.findIndex((token) => isWord(token, 'FROM')) + 1 : 0;
  if (at === 0) {
    return '';
  }
  while (isWord(tokens[at], 'LOW_PRIORITY') || isWord(tokens[at], 'IGNORE') || tokens[at]?.text === '(') {
    at++;
  }
  while (tokens[at + 1]?.text === '.') {
    at += 2;
  }
  return nameOf(tokens[at]);
}

/** The number that `column` must equal; null where it may be several, or another condition would do (`OR`). */
function conditionOn(column: string, tokens: Token[]): number | null {
  const where = tokens.findIndex((token) => isWord(token, 'WHERE'));
  if (where < 0) {
    return null;
  }
  let found: number | null = null;
  for (let at = where + 1; at < tokens.length; at++) {
    if (isWord(tokens[at], 'OR')) {
      return null;
    }
    if (nameOf(tokens[at]) === column) {
      found ??= comparedNumber(tokens, at + 1);
    }
  }
  return found;
}

/** `= 42`, `='42'`, `= (42)` and `IN (42)`. */
function comparedNumber(tokens: Token[], at: number): number | null {
  if (tokens[at]?.text !== '=' && !isWord(tokens[at], 'IN')) {
    return null;
  }
  at++;
  while (tokens[at]?.text === '(') {
    at++;
  }
  const value = tokens[at];
  if ((value?.kind !== 'number' && value?.kind !== 'string') || tokens[at + 1]?.text === ',') {
    return null;
  }
  const digits = value.text.replace(/^(['"])(.*)\1$/, '$2');
  const number = /^\d{1,15}$/.test(digits) ? Number(digits) : 0;
  return number > 0 ? number : null;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}

function nameOf(token: Token | undefined): string {
  if (token?.kind === 'word') {
    return token.text;
  }
  return token?.kind === 'identifier' ? token.text.slice(1, -1) : '';
}
