import { scanSql, type SqlDialect, type SqlToken } from './scanSql.ts';

const maxLength = 16_384;
const list = String.raw`\(\s*(?:\?|NULL|DEFAULT)(?:\s*,\s*(?:\?|NULL|DEFAULT))*\s*\)`;
const listAfterKeyword = new RegExp(String.raw`\b(IN|VALUES?)\s*(${list})`, 'gi');
const listOfLists = new RegExp(String.raw`\b(IN)\s*\(\s*${list}(?:\s*,\s*${list})*\s*\)`, 'gi');
const moreRows = new RegExp(String.raw`\b(VALUES?) \(\?\)(?:\s*,\s*${list})+`, 'gi');
const sameRows = /\b(VALUES?)\s*(\((?:[^()]|\([^()]*\))*\))(?:\s*,\s*\2)+/gi;

/**
 * The statement without its values: every string, number and comment is gone, identifiers stay. Lists after `IN` and
 * rows after `VALUES` become `(?)`, so that their length makes no other statement. Normalising twice changes nothing.
 */
export function normaliseSql(sql: string, dialect: SqlDialect = 'mysql'): string {
  const parts: string[] = [];
  let isSpacePending = false;
  let previous: SqlToken | null = null;
  scanSql(sql, dialect, (token, from, to) => {
    if (token === 'space') {
      isSpacePending = parts.length > 0;
      return;
    }
    const isValue = token === 'string' || token === 'number' || token === 'placeholder';
    // A value's sign is part of the value; after an operand it is an operator.
    if (isValue && isSign(parts.at(-1)) && !isSpacePending && isOperator(parts, previous)) {
      parts.pop();
    }
    if (isSpacePending) {
      parts.push(' ');
      isSpacePending = false;
    }
    previous = token === 'symbol' && isSign(sql[from]) ? previous : token;
    parts.push(isValue ? '?' : sql.slice(from, to));
  });
  return cut(fold(parts.join('')));
}

function isSign(part: string | undefined): boolean {
  return part === '-' || part === '+';
}

/** Whether what stands before the sign (its last part) is neither a column nor a value nor a closing parenthesis. */
function isOperator(parts: string[], beforeSign: SqlToken | null): boolean {
  let at = parts.length - 2;
  if (parts[at] === ' ') {
    at--;
  }
  return at < 0 || (beforeSign === 'symbol' && parts[at] !== ')');
}

function fold(statement: string): string {
  if (!statement.includes('?')) {
    return statement;
  }
  return statement
    .replace(listAfterKeyword, (whole, keyword: string, values: string) =>
      values.includes('?') ? `${keyword} (?)` : whole
    )
    .replace(listOfLists, (whole, keyword: string) => (whole.includes('?') ? `${keyword} ((?))` : whole))
    .replace(moreRows, '$1 (?)')
    .replace(sameRows, '$1 $2');
}

function cut(statement: string): string {
  return statement.length > maxLength ? `${statement.slice(0, maxLength - 1)}…` : statement;
}
