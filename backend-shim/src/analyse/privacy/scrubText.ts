import { cleanText } from './cleanText.ts';
import { remember } from './remember.ts';
import { scrubPath } from './scrubPath.ts';

const address = String.raw`[\p{L}\p{N}.!#$&'*+\/=^_{|}~-]{0,63}[\p{L}\p{N}_+~-](?:@|%40|&#64;|&#x40;)(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}`;
const email = new RegExp(address, 'giu');
const quotedEmail = /"[^"\s@]{1,64}"@(?:[\w-]{1,63}\.)+[\w-]{2,63}/g;
const url = /\b([a-z][a-z0-9+.-]{1,15}:\/\/)([^\s"'<>\\^`{|}]+)/gi;
const query = /\?([\w[\].%-]{1,64}=[^\s"'<>]*)/g;
const parameter = /([\w[\].%-]{1,64})=([^&#;\s"'<>]*)/g;

const secretWord = String.raw`(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|form[_-]?key|authorization|signature|session[_-]?id|sessid|cvv2?|cvc2?|cc[_-]?number|card[_-]?number|cc[_-]?cid|iban)`;
const secretName = String.raw`[\w-]{0,40}${secretWord}(?![a-z])[\w-]{0,20}`;
/** What was replaced before counts as part of a value, so that nothing hides behind it. */
const replaced = String.raw`\[(?:token|email|card)\]`;
const quotedValue = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?`;
const quotedSecret = new RegExp(
  String.raw`((?:"${secretName}"|'${secretName}')\s*(?::|=>|=)\s*|\[["']?${secretName}["']?\]\s*=>\s*)(?:${quotedValue}|(?:${replaced}|[^\s,;"'}\])])+)`,
  'gi'
);
const assignedSecret = new RegExp(
  String.raw`(?<![\w$>\\:-])(${secretName}\s?=\s?)(?:${quotedValue}|(?:${replaced}|[^\s,;&"')\]}])+)`,
  'gi'
);
const saidSecret = new RegExp(
  String.raw`(?<![\w$>\\:-])(${secretName}:\s{1,2})(?=\S*[\d!$%*+/=_-])(?:(?:${replaced}|[^\s,;"')\]}]){6,})`,
  'gi'
);
const credentials = /\b(Bearer|Basic|Digest|Negotiate)\s+[\w.+/=~:-]{6,}/g;
const jsonWebToken = /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)*/g;
const knownKeys =
  /\b(?:(?:sk|pk|rk|whsec|shpat|shpss|ghp|gho|ghs|glpat|xox[abprs]|key|access|live|test)[_-](?:[a-z]+[_-])?(?=[\w-]*\d)[A-Za-z0-9-]{16,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,})/g;
const longHex = /(?<![\w/-])(?=[0-9a-f]*\d)[0-9a-f]{32,}(?![\w-])/gi;
const longRandom = /(?<![\w+/=.\\-])[A-Za-z0-9+/_-]{32,}={0,2}(?![\w+/=\\-])/g;
const card = /(?<![\d.])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\d.]\d|\d)/g;

/** What the rules above cannot do without. */
const atSign = /@|%40|&#(?:64|x40);/i;
const mentionsSecret = new RegExp(secretWord, 'i');
const keyLike = /[_-][A-Za-z0-9-]{16}|AKIA|AIza/;
const longRun = /[\w+/-]{32}/;
const manyDigits = /[2-6]\d{3}[ -]?\d/;

/** Cheap: most strings of a trace hold nothing that any of the rules could find. */
const suspicious =
  /[^\t\n\x20-\x7e]|@|%40|&#|:\/\/|\?[^\s]{1,64}=|[\w+/=-]{32}|[2-6]\d{3}[ -]?\d{4}|pass|pwd|secret|token|key|authorization|signature|sess|cvv|cvc|cc[_-]?n|card|cid|iban|bearer|basic|digest|negotiate|eyJ|AKIA|AIza|[_-][A-Za-z0-9-]{16}/i;

/**
 * Text without what names a person or opens a door: `[email]` for e-mail addresses, `[token]` for keys, passwords and
 * values in query strings, `[card]` for card numbers. Hosts, paths, parameter names and the shop's own numbers stay.
 * Control characters and those that turn the direction of writing are removed. Scrubbing twice changes nothing.
 */
export function scrubText(text: string): string {
  return text === '' ? text : scrubKnown(text);
}

const scrubKnown = remember((text) => (suspicious.test(text) ? scrubSuspicious(text) : text), 20_000, 256);

/** The rules one after the other, each of them only where something cheap says that it may find anything. */
function scrubSuspicious(text: string): string {
  let scrubbed = cleanText(text);
  if (scrubbed.includes('://')) {
    scrubbed = scrubbed.replace(url, (_whole, scheme: string, rest: string) => scheme + scrubUrl(rest));
  }
  if (scrubbed.includes('?')) {
    scrubbed = scrubbed.replace(query, (_whole, parameters: string) => `?${scrubParameters(parameters)}`);
  }
  if (atSign.test(scrubbed)) {
    scrubbed = scrubbed.replace(quotedEmail, '[email]').replace(email, '[email]');
  }
  scrubbed = scrubbed
    .replace(credentials, (whole, scheme: string) => (isProse(whole) ? whole : `${scheme} [token]`))
    .replace(jsonWebToken, '[token]');
  if (mentionsSecret.test(scrubbed)) {
    scrubbed = scrubbed
      .replace(quotedSecret, '$1[token]')
      .replace(assignedSecret, '$1[token]')
      .replace(saidSecret, '$1[token]');
  }
  return scrubRuns(scrubbed);
}

function scrubRuns(text: string): string {
  let scrubbed = text;
  if (keyLike.test(scrubbed)) {
    scrubbed = scrubbed.replace(knownKeys, '[token]');
  }
  if (longRun.test(scrubbed)) {
    scrubbed = scrubbed
      .replace(longHex, '[token]')
      .replace(longRandom, (whole) => (isRandom(whole) ? '[token]' : whole));
  }
  return manyDigits.test(scrubbed)
    ? scrubbed.replace(card, (whole) => (isCardNumber(whole) ? '[card]' : whole))
    : scrubbed;
}

function scrubUrl(rest: string): string {
  const slash = rest.search(/[/?#]/);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const user = host.length < authority.length ? '[token]@' : '';
  if (slash < 0) {
    return user + host;
  }
  const path = rest.slice(slash);
  const mark = path.search(/[?#]/);
  return (
    user + host + (mark < 0 ? scrubPath(path) : scrubPath(path.slice(0, mark)) + scrubParameters(path.slice(mark)))
  );
}

function scrubParameters(parameters: string): string {
  return parameters.replace(parameter, (whole, name: string, value: string) =>
    value === '' || value === '[token]' ? whole : `${name}=[token]`
  );
}

/** "Basic authentication" is a word, not a key. */
function isProse(credential: string): boolean {
  return /\s[a-z]+$/i.test(credential) && !/[A-Z].*[a-z].*[A-Z]/.test(credential.replace(/^\w+\s+/, ''));
}

/** Letters of both cases with several digits among them, and no words as in class names, paths and constants. */
function isRandom(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return digits >= 3 && /[a-z]/.test(text) && /[A-Z]/.test(text) && !/^[A-Z]?[a-z]+(?:[_/-][A-Z]?[a-z]+)+/.test(text);
}

function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) {
    return false;
  }
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
