import { formatPhpError, parsePhpError } from '../join/phpError.ts';
import { boundText } from './boundText.ts';
import { normaliseSql } from './normaliseSql.ts';
import { remember } from './remember.ts';
import { mayHoldCall, withoutArguments } from './withoutArguments.ts';
import type { ScrubText } from './createScrubText.ts';

/** Longest message that is kept, in characters. */
export const maxMessage = 4_096;
/** More is not even read, so that no message can hold up the rest. */
const maxRead = 16_384;
/** A failure is told up to four times in the same words. */
const mostKept = 500;

const speaksSql = /SQLSTATE|\bSQL\b|query was:|executing (?:a |the )?(?:query|statement)|Duplicate entry '/;
const mentionsSql =
  /SQL|SELECT|INSERT|UPDATE|DELETE|REPLACE|select|insert|update|delete|replace|query|executing|Duplicate entry/;
/** A statement that stands in a message: in capitals, or unmistakable. */
const statement =
  /\b(?:SELECT\b(?=[\s\S]*?\bFROM\b)|INSERT\s+(?:IGNORE\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\b(?=[\s\S]*?\bSET\b)|DELETE\b(?=[\s\S]*?\bFROM\b))|\b(?:insert\s+(?:ignore\s+)?into\s+[`\w.]+\s*\(|update\s+[`\w.]+\s+set\s+[`\w.]+\s*=|delete\s+from\s+[`\w.]+\s+where\b|select\s[\s\S]{1,2000}?\sfrom\s+[`\w.]+\s+(?:\w+\s+)?(?:where|join|limit|order\s+by)\b)/;

const duplicate = "Duplicate entry '";
/** What MySQL quotes without escaping; the value ends where the sentence goes on. */
const serverValues: Array<[RegExp, string]> = [
  [/(\b[Ii]ncorrect [\w ]+ value:? )'[\s\S]*?'(?= for (?:column|function)|$)/g, "$1'?'"],
  [/(\bnear )'[\s\S]*'(?= at line \d)/g, "$1'?'"],
  [/(\bnear )'[^']*$/g, "$1'?'"],
  [/(Truncated incorrect [\w ]+ value: )'[\s\S]*'/g, "$1'?'"],
];
/** With these words the shop's database adapter begins the statement that failed. */
const queryWas = /\bquery was: /;
/** Behind this word, in logs of statements, what was bound to one: in a list, without quotes. */
const bound = /(\bBIND:)\s[\s\S]*$/;
/** The part of the statement that MySQL names in `Unknown column 'a' in 'SELECT'`: no statement begins there. */
const clauseName = /(?<=\b(?:column|table) '[^'\n]{1,130}' in )'[A-Za-z][A-Za-z /]{1,40}'/gi;
const namesBefore =
  /\b(?:table|column|key|index|database|schema|view|function|procedure|trigger|constraint|field|alias|engine|variable|collation|character set|unknown|relation|in)\s*$/i;
const quoted = /'(?:[^'\\\n]|\\.|'')*'|"(?:[^"\\\n]|\\.|"")*"/g;
const identifier = /^['"][\w.$ -]{1,130}['"]$/;

export type ScrubMessage = (message: string) => string;

/**
 * Makes the function that leaves of a message of an exception or log record what is no secret and no value of SQL; at most
 * 4,096 characters.
 */
export function createScrubMessage(scrub: Record<'text' | 'statement', ScrubText>): ScrubMessage {
  function scrubAny(message: string): string {
    const readable = boundText(message, maxRead);
    const told = mayHoldCall(readable) ? withoutArguments(readable) : readable;
    if (!mentionsSql.test(told)) {
      return boundText(scrub.text(told), maxMessage);
    }
    const { prose, sql } = withoutSqlValues(told);
    return boundText(scrub.text(prose) + scrub.statement(sql), maxMessage);
  }

  return remember(
    (message) => {
      // Of PHP's errors the place must be found again: it is no part of what is searched for SQL.
      const phpError = parsePhpError(message);
      return phpError ? formatPhpError({ ...phpError, message: scrubAny(phpError.message) }) : scrubAny(message);
    },
    mostKept,
    maxRead
  );
}

/** What is said, and the statement that ends the message; empty where there is none. */
function withoutSqlValues(text: string): { prose: string; sql: string } {
  const message = text.replace(bound, '$1 ?');
  const isSql = speaksSql.test(message);
  const asked = queryWas.exec(message);
  const said = asked ? message.slice(0, asked.index) : message;
  const told = isSql ? withoutServerValues(said) : said;
  const start = told.replace(clauseName, (whole) => '-'.repeat(whole.length)).search(statement);
  if (start >= 0) {
    const prose = told.slice(0, start);
    const sql = normaliseSql(told.slice(start) + message.slice(said.length));
    return { prose: isSql ? withoutQuotedValues(prose) : prose, sql };
  }
  const sql = asked ? asked[0] + normaliseSql(message.slice(asked.index + asked[0].length)) : '';
  return { prose: isSql ? withoutQuotedValues(told) : told, sql };
}

/** Before a statement is looked for: what the server quotes may hold the beginning of one. */
function withoutServerValues(prose: string): string {
  return serverValues.reduce(
    (text, [pattern, replacement]) => text.replace(pattern, replacement),
    withoutDuplicate(prose)
  );
}

function withoutDuplicate(prose: string): string {
  const from = prose.indexOf(duplicate) + duplicate.length;
  if (from < duplicate.length) {
    return prose;
  }
  const to = prose.lastIndexOf("' for key");
  return `${prose.slice(0, from)}?'${to < from ? '' : prose.slice(to + 1)}`;
}

function withoutQuotedValues(said: string): string {
  return said.replace(quoted, (whole, at: number) => {
    const isName = identifier.test(whole) && namesBefore.test(said.slice(Math.max(0, at - 24), at));
    return isName ? whole : `${whole[0]}?${whole[0]}`;
  });
}
