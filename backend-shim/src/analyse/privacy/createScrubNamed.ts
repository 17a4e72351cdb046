import { anyPlaceholder, placeholders } from './placeholders.ts';
import { endOfValue } from './readValue.ts';
import type { SecretNames } from './secretNames.ts';

/** A name, what closes it (its quote or bracket), and what stands between it and its value. */
const named =
  /(?:(?<!\w)|(?<=%5[Bb]))([A-Za-z_][\w.-]{1,127})(\\{0,7}["']|%5D|%22|&quot;)?(?:(\])(?=\s{0,4}=>|=(?!=)))?(\s{0,4}(?:=>|:(?![:/])|=(?![=>]))\s{0,8}|;s:\d{1,6}:|;[idb]:)/g;
const element =
  /(<|&lt;)((?:[\w-]{1,40}:)?[\w.-]{1,64})((?:\s(?:(?!&gt;)[^<>]){0,300})?)(>|&gt;)(<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|(?:(?!&lt;)[^<]){1,4000})(?=<|&lt;|$)/g;
const option = /(?<![\w-])(--[\w-]{2,40})(\s{1,4})((?!-)[^\s"']+|"[^"]*"?|'[^']*'?)/g;
/** `mysqldump -pSECRET` */
const databaseClient = /\b((?:mysql|mariadb)[\w-]{0,20}\s(?:[^\n]{0,300}?\s)?-p)([^\s"']+|"[^"]*"?|'[^']*'?)/g;
const saidQuoted = /\b([A-Za-z_-]{3,40})(\s{1,2}(?:is\s|was\s)?)(["'])(?=[^"'\s]*\d)[^"'\s]{6,}\3/g;
/** `the token abc123`, without any mark between: only what no word looks like. */
const saidPlain =
  /\b((?:password|passwd|passphrase|passcode|pwd|secret|token|api[ _-]?key|access[ _-]?key|session(?:[ _-]?id)?)\s(?:is\s|was\s)?)(?=[\w!$%&*#+=?@.~-]{0,64}\d)[\w!$%&*#+=?@.~-]{6,}(?<!\.)/gi;
const shortCode = /\b((?:cvv2?|cvc2?|csc|otp|pin|mtan)(?:\s(?:code|number))?\s?[:=#]?\s?["']?)\d{3,8}\b/gi;
/** In a path without its host, where names such as `code` may well be folders. */
const inPath =
  /(?<=\/)((?:\w{0,40}_)?(?:token|key|code|password|secret|hash|signature|sid|uenc|confirmation|otp))\/(?=[^\s/]*\d)([\w%~+=,-]{8,})(?![\w.])/gi;

const quotes = /['"]/;
const mayBeShortCode = /cvv|cvc|csc|otp|pin|mtan/i;
/** These are no values. */
const nothing = /^(?:\?|null|nil|none|true|false|yes|no|''|"")$/i;
const nothingInSql = /^(?:\?|null|default|[a-z_]\w*\(.*|\w+\.\w+)$|`/i;
const asIs = new RegExp(`^${anyPlaceholder}$`);
const looksSecret = /[\d!$%*+/=_-]/;
const isPassword = /pass|kennwort|pwd/i;
const endsClause = /^(?:[\s]*$|[,;)\]}\n])/;

/** `isNamed`: whether the text may hold a secret name at all. */
export type ScrubNamed = (text: string, isNamed: boolean) => string;

/**
 * A function that replaces the values of secret names, however they are written: assigned, in JSON, PHP, XML, options.
 *
 * @param isStatement - whether texts are SQL without its values
 */
export function createScrubNamed(names: SecretNames, isStatement: boolean): ScrubNamed {
  const noSecret = isStatement ? nothingInSql : nothing;
  const replaceIfSecret = (whole: string, name: string, between: string): string => {
    const placeholder = names.placeholderOf(name);
    return placeholder ? name + between + placeholder : whole;
  };
  return (text, isNamed) => {
    const told = text.includes(' -p') ? text.replace(databaseClient, `$1${placeholders.token}`) : text;
    if (!isNamed) {
      return told;
    }
    let scrubbed = scrubAssigned(told, names, noSecret);
    if (scrubbed.includes('</') || scrubbed.includes('&lt;/')) {
      scrubbed = scrubElements(scrubbed, names);
    }
    if (scrubbed.includes('--')) {
      scrubbed = scrubbed.replace(option, replaceIfSecret);
    }
    if (mayBeShortCode.test(scrubbed)) {
      scrubbed = scrubbed.replace(shortCode, `$1${placeholders.token}`);
    }
    if (scrubbed.includes('/')) {
      scrubbed = scrubbed.replace(inPath, `$1/${placeholders.token}`);
    }
    scrubbed = quotes.test(scrubbed) ? scrubbed.replace(saidQuoted, replaceIfSecret) : scrubbed;
    return isStatement ? scrubbed : scrubbed.replace(saidPlain, `$1${placeholders.token}`);
  };
}

function scrubElements(text: string, names: SecretNames): string {
  return text.replace(element, (whole, open: string, name: string, attributes: string, close: string) => {
    const placeholder = names.placeholderOf(name.slice(name.indexOf(':') + 1));
    return placeholder ? open + name + attributes + close + placeholder : whole;
  });
}

function scrubAssigned(text: string, names: SecretNames, noSecret: RegExp): string {
  let scrubbed = '';
  let done = 0;
  named.lastIndex = 0;
  for (let match = named.exec(text); match; match = named.exec(text)) {
    const [, name, closing, bracket, between] = match;
    const placeholder = names.placeholderOf(name);
    // `[token]=` is a placeholder with something behind it, `form[token]=` is a name.
    const isPlaceholder = bracket !== undefined && between === '=' && !/\w\[$/.test(text.slice(0, match.index));
    if (placeholder === null || isPlaceholder) {
      continue;
    }
    const from = named.lastIndex;
    const isEnclosed = closing !== undefined || bracket !== undefined || between.startsWith(';');
    const end = endOfValue(text, from, bracket !== undefined && closing === undefined && between.includes('=>'));
    const value = text.slice(from, end);
    const isSecret = isEnclosed || !between.includes(':') || isSaidSecret(match, value, text.slice(end, end + 8));
    if (value.trim() !== '' && !noSecret.test(value) && !asIs.test(value) && isSecret) {
      scrubbed += text.slice(done, from) + placeholder;
      done = end;
      named.lastIndex = end;
    }
  }
  return done === 0 ? text : scrubbed + text.slice(done);
}

/** `Invalid token: expired` tells no token. */
function isSaidSecret({ 1: name, index, input }: RegExpExecArray, value: string, after: string): boolean {
  const isCode = index > 0 && /[\\:>]/.test(input[index - 1]);
  if (isCode || /authorization$/i.test(name)) {
    return false;
  }
  const isQuoted = /^\\*["']/.test(value);
  const isHeader = name.includes('-');
  const isLong = value.length >= 6 && (looksSecret.test(value) || value.startsWith('['));
  return isQuoted || isHeader || isLong || (isPassword.test(name) && endsClause.test(after));
}
