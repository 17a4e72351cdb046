import type { ToldException } from '../../../join/StackText.ts';

const longest = 1_000;
/** As PDO writes it: the state, and the server's own number where it told one. */
const state = /SQLSTATE\[([0-9A-Z]{5})\](?:: ?|\s)?(?:\[(\d{1,5})\]|[^\d\n]{0,80}?: (\d{1,5})\s)?/;
/** As Maho's adapter and Doctrine tell what they were asked. */
const statements = [
  /\bquery was: ([\s\S]+)$/,
  /\bAn exception occurred while executing (?:a query )?'([\s\S]+?)' with params/,
];

/**
 * What tells one failed query from another: SQLSTATE, the server's number and the statement without values; null when
 * no exception tells of a query. The innermost one that does is asked for the state, the outermost for the statement.
 */
export function databaseErrorOf(chain: ToldException[]): string[] | null {
  for (const { message } of [...chain].reverse()) {
    const told = state.exec(message);
    if (told) {
      return [told[1], told[2] ?? told[3] ?? '', statementOf(chain)];
    }
  }
  return null;
}

function statementOf(chain: ToldException[]): string {
  for (const { message } of chain) {
    for (const pattern of statements) {
      const told = pattern.exec(message);
      if (told) {
        return statementPattern(told[1]);
      }
    }
  }
  return '';
}

/** Values, numbers in names, lists of values and blanks are no part of what a statement is. */
function statementPattern(sql: string): string {
  return sql
    .slice(0, longest * 4)
    .replace(/'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"/g, '?')
    .replace(/\d+(?:\.\d+)?/g, '#')
    .replace(/(?<![\w`])[-+]?#(?![\w`])|[:?]\w*#?\w*(?=[\s,)]|$)/g, '?')
    .replace(/\s+/g, ' ')
    .replace(/\( ?\?(?: ?, ?\?)* ?\)(?: ?, ?\( ?\?(?: ?, ?\?)* ?\))*/g, '(?)')
    .trim()
    .slice(0, longest);
}
