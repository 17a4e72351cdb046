import { variables } from './variables.ts';
import { visibleLine } from './visibleLine.ts';

const maxTitle = 200;

const codeNameBefore =
  /\b(?:table|column|key|index|method|function|class|interface|property|variable|constant|offset|argument|parameter|extension|module|template|block|attribute|field|model|helper|array|of type)s?:?\s*$/i;
const quoted = /(?<![\p{L}\p{N}])(?:"[^"\n]*"|'[^'\n]*'(?![\p{L}\p{N}])|`[^`\n]*`|“[^”\n]*”|«[^»\n]*»|‘[^’\n]*’)/gu;
const codeName = /^.[A-Za-z_\\][\w\\.:/-]*.$/;
/** `Unknown column 'a' in 'where clause'`: MySQL's own name for a part of the statement. */
const clauseBefore = /\b(?:column|table) '[^']*' in\s*$/i;
const clauseName = /^'[A-Za-z][A-Za-z /]{1,40}'$/;
/** Nothing but a placeholder, or (as HTTP clients quote them) a request or a status. */
const saysNoValue = /^.(?:<\w+>|(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) <\w+>|[1-5]\d\d [A-Z][A-Za-z ]*).$/;

/** Letters and digits at random, as payment services and others number what they keep. */
const word = /(?<![\w<\\@$-])[A-Za-z0-9][\w-]{7,}(?![\w>])/g;
const ofStandards = /^(?:utf|iso|iec|sha|rfc|psr|en)[-_]?\d/i;
const digitRuns = /\d+/g;

/** Numbers that say what is wrong, not with what: they have few digits. */
const codeNumberBefore =
  /(?:\bresulted in a `|\bHTTP[/ ](?:[\d.]+ )?|\b(?:status|error|errno|argument|(?:status|error|response|return|exit|result|curl) code):? ?#?|SQLSTATE\[(?:\w*\][^\d]*|\w*)?)$/i;
/** Numbers that belong to a name. */
const namedNumberBefore =
  /(?:^|[^A-Za-z])(?:utf|utf8mb|sha|md|aes|rsa|iso|iso-8859|latin|base|x|ipv|oauth|tls|ssl|php|mysql|http|https)[-_/]?$/i;
const anyNumber =
  /(?<![\w<])[-+]?\d(?:[\d.,']*\d)?(?:[eE][-+]?\d+)?%?(?![\w>])|(?<=[_#/:=-])\d+(?![\w>])|(?<=[A-Za-z])\d{3,}(?!\w)/g;

const repeated = /<(\w+)>(?:[\s,;|/]+(?:(?:and|or|und|et|y|&) )?<\1>)+/g;
const repeatedQuoted = /(["'`])<value>\1(?:[\s,;|/]+(?:(?:and|or|und|et|y|&) )?\1<value>\1)+/g;
const anyPlaceholder = /[-+]?<(?:url|email|secret|ip|uuid|date|time|amount|duration|size|hex|id|path|data|value|n)>%?/g;

/** `web1`, `12px`: of a name, or of a value. */
const attachedDigits = /(?<!SQLSTATE\[\w*)(?<=[A-Za-z])\d{1,2}(?![\w<])|(?<![\w<])\d+(?=[A-Za-z]{1,3}(?!\w))/g;

/**
 * The message as a problem's headline: its first line with what varies from one occurrence to the next replaced, so
 * that `order 100000029 failed after 5.2 s` reads `order <n> failed after <duration>`. At most 200 characters.
 */
export function titleOf(message: string): string {
  const title = patternOf(message);
  return title.length > maxTitle ? `${title.slice(0, maxTitle - 1)}…`.toWellFormed() : title;
}

/**
 * What makes two messages one where nothing but the message is known: its title, with placeholders of all kinds alike,
 * because by chance a reference may look like a number, and a token like a word.
 */
export function messageKey(message: string): string {
  const key = patternOf(message)
    .replace(anyPlaceholder, '<>')
    .replace(/<>(?:[\s,;:|/.-]*<>)+/g, '<>')
    .replace(attachedDigits, '#');
  return key.slice(0, maxTitle).toWellFormed();
}

function patternOf(message: string): string {
  let line = visibleLine(message);
  for (const [pattern, replacement] of variables) {
    line = line.replace(pattern, replacement);
  }
  line = line.replace(word, (whole) => (isRandom(whole) ? '<id>' : whole));
  // Names in the code say what the problem is; other quoted text is what it happened with.
  line = line.replace(quoted, (whole, at: number) =>
    saysNoValue.test(whole) ||
    (codeName.test(whole) && codeNameBefore.test(before(line, at))) ||
    (clauseName.test(whole) && clauseBefore.test(before(line, at)))
      ? whole
      : `${whole[0]}<value>${whole.at(-1)}`
  );
  line = line.replace(anyNumber, (whole, at: number) => (saysWhat(whole, before(line, at)) ? whole : '<n>'));
  return line.replace(repeated, '<$1>').replace(repeatedQuoted, '$1<value>$1');
}

function saysWhat(number: string, words: string): boolean {
  return (number.length <= 5 && codeNumberBefore.test(words)) || namedNumberBefore.test(words);
}

/** Not `utf8mb4_unicode_ci`, not `AcmeV2Gateway`: digits in several places, and letters that make no words. */
function isRandom(text: string): boolean {
  if (ofStandards.test(text)) {
    return false;
  }
  const runs = text.match(digitRuns)?.length ?? 0;
  const [hasLower, hasUpper] = [/[a-z]/.test(text), /[A-Z]/.test(text)];
  if (runs < 2 || (!hasLower && !hasUpper)) {
    return false;
  }
  return hasLower && hasUpper ? text.length >= 10 : hasUpper ? !text.includes('_') : runs >= 3;
}

function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - 96), at);
}
