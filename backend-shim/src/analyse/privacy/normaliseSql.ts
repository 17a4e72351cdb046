import { scanSql, type SqlDialect } from './scanSql.ts';

const maxLength = 16_384;
const list = String.raw`\(\s*(?:\?|NULL|DEFAULT)(?:\s*,\s*(?:\?|NULL|DEFAULT))*\s*\)`;
/** Cheap: most statements have nothing to fold. */
const nested = /\(\s*\(/;
const rows = /\)\s*,\s*\(/;
const mayFold = /\b(?:IN|VALUES?)\s*\(/i;
const listAfterKeyword = new RegExp(String.raw`\b(IN|VALUES?)\s*(${list})`, 'gi');
const listOfLists = new RegExp(String.raw`\b(IN)\s*\(\s*${list}(?:\s*,\s*${list})*\s*\)`, 'gi');
const moreRows = new RegExp(String.raw`\b(VALUES?) \(\?\)(?:\s*,\s*${list})+`, 'gi');
const sameRows = /\b(VALUES?)\s*(\((?:[^()]|\([^()]*\))*\))(?:\s*,\s*\2)+/gi;

const plus = 0x2b;
const minus = 0x2d;
const closing = 0x29;
const space = 0x20;

/**
 * The statement without its values: every string, number and comment is gone, identifiers stay. Lists after `IN` and
 * rows after `VALUES` become `(?)`, so that their length makes no other statement. Normalising twice changes nothing.
 */
export function normaliseSql(sql: string, dialect: SqlDialect = 'mysql'): string {
  return cut(fold(withoutValues(sql, dialect)));
}

/** Copies what lies between two values in one piece: a statement has a hundred tokens, and few values. */
function withoutValues(sql: string, dialect: SqlDialect): string {
  let result = '';
  /** Of the piece that is not copied yet: where it begins, and where its last token ends. */
  let start = -1;
  let end = 0;
  /** The symbols that the last two tokens were: 0 for other tokens, -1 for none. */
  let symbol = -1;
  let symbolBefore = -1;
  let isAfterSymbol = false;
  scanSql(sql, dialect, (token, from, to) => {
    if (token === 'space') {
      return;
    }
    const isSpaced = start >= 0 && from > end;
    if (start < 0) {
      start = end = from;
    }
    const isValue = token === 'string' || token === 'number' || token === 'placeholder';
    const code = token === 'symbol' ? sql.charCodeAt(from) : 0;
    // A value's sign is part of the value; after an operand it is an operator.
    const isSigned = !isSpaced && isSign(symbol) && (symbolBefore < 0 || (isAfterSymbol && symbolBefore !== closing));
    if (isValue && isSigned) {
      result += `${sql.slice(start, end - 1)}?`;
      start = end = to;
    } else if (isValue) {
      result += `${sql.slice(start, end)}${isSpaced ? ' ' : ''}?`;
      start = end = to;
    } else {
      if (isSpaced && (from - end > 1 || sql.charCodeAt(end) !== space)) {
        result += `${sql.slice(start, end)} `;
        start = from;
      }
      end = to;
    }
    symbolBefore = symbol;
    symbol = code;
    isAfterSymbol = isSign(code) ? isAfterSymbol : token === 'symbol';
  });
  return start < 0 ? '' : result + sql.slice(start, end);
}

function isSign(code: number): boolean {
  return code === minus || code === plus;
}

function fold(statement: string): string {
  if (!statement.includes('?') || !mayFold.test(statement)) {
    return statement;
  }
  const folded = statement.replace(listAfterKeyword, (whole, keyword: string, values: string) =>
    values.includes('?') ? `${keyword} (?)` : whole
  );
  return foldRows(foldLists(folded));
}

function foldLists(statement: string): string {
  return nested.test(statement)
    ? statement.replace(listOfLists, (whole, keyword: string) => (whole.includes('?') ? `${keyword} ((?))` : whole))
    : statement;
}

function foldRows(statement: string): string {
  return rows.test(statement) ? statement.replace(moreRows, '$1 (?)').replace(sameRows, '$1 $2') : statement;
}

function cut(statement: string): string {
  return statement.length > maxLength ? `${statement.slice(0, maxLength - 1)}…` : statement;
}
