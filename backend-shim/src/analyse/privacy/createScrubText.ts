import { cleanText } from './cleanText.ts';
import { createScrubNamed } from './createScrubNamed.ts';
import { createScrubOwn } from './createScrubOwn.ts';
import type { ScrubPath } from './createScrubPath.ts';
import { hasLongRun } from './hasLongRun.ts';
import { placeholders } from './placeholders.ts';
import { remember } from './remember.ts';
import { scrubHeaders } from './scrubHeaders.ts';
import { scrubIps } from './scrubIps.ts';
import { scrubKeys } from './scrubKeys.ts';
import { scrubNumbers } from './scrubNumbers.ts';
import { scrubUrls } from './scrubUrls.ts';
import type { ScrubRules } from './ScrubRules.ts';
import type { SecretNames } from './secretNames.ts';

const at = String.raw`(?:@|%(?:25)?40|&#64;|&#x40;|\\u0040)`;
const address = String.raw`[\p{L}\p{N}.!#$&'*+\/=^_{|}~-]{0,63}[\p{L}\p{N}_+~-]${at}(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}`;
const email = new RegExp(address, 'giu');
const quotedEmail = /"[^"\n@]{1,64}"@(?:[\w-]{1,63}\.)+[\w-]{2,63}/g;
const atSign = new RegExp(at, 'i');
/** What stands around an address is no part of it: quotes, brackets, the rest of a path. */
const delimiter = /^(?:[\w.-]{1,40}=)?['{|/]|^[^@]*\//;

/** Cheap: most strings of a trace hold nothing that any of the rules could find. Apart, they are far cheaper than as one. */
const suspicions = [
  /@|%[\da-f]{2}|&#|\\u0040|:\/\/|\?[^\s]{1,64}=/,
  /[2-6]\d{3}[ \u00a0._-]{0,2}\d{4}|\d\.\d{1,3}\.\d/,
  /[\da-f]{2}:[\da-f]{0,4}:[\da-f]/,
  /[a-z]{2}\d{2}[ \u00a0-]?[a-z\d]{4}[ \u00a0-]?[a-z\d]/,
  /bearer|basic|digest|negotiate|eyj|akia|asia/,
  /[_-][a-z\d_-]{16}| -p/,
];

/** As often as something may be encoded again. */
const mostEncoded = 2;
const words = /[^\s"'<>]+/g;

export type ScrubText = (text: string) => string;

/** What a {@link ScrubText} is made of. */
export interface TextRules extends Pick<ScrubRules, 'patterns'> {
  names: SecretNames;
  path: ScrubPath;
  /** Whether texts are SQL without its values: what is assigned there may be a column or a function. */
  isStatement: boolean;
}

/**
 * Makes the function that leaves of a text what neither names a person nor opens a door. Each secret becomes a placeholder
 * that tells its kind; hosts, paths, names of parameters and the shop's own numbers stay. Control characters and those
 * that turn the direction of writing are removed. Scrubbing twice changes nothing.
 */
export function createScrubText({ patterns, names, path, isStatement }: TextRules): ScrubText {
  const scrubNamed = createScrubNamed(names, isStatement);
  const scrubOwn = createScrubOwn(patterns);
  const mentions = new RegExp(names.mentions);

  /** The rules one after the other, each of them only where something cheap says that it may find anything. */
  function scrubSuspicious(text: string, isNamed: boolean, depth: number): string {
    let scrubbed = scrubNamed(scrubHeaders(scrubUrls(text, path)), isNamed);
    if (atSign.test(scrubbed)) {
      scrubbed = scrubbed.replace(quotedEmail, placeholders.email).replace(email, replaceEmail);
    }
    scrubbed = scrubIps(scrubNumbers(scrubKeys(scrubbed)));
    return depth < mostEncoded && scrubbed.includes('%') ? scrubEncoded(scrubbed, depth) : scrubbed;
  }

  /** What no rule can see through: words with a secret in them are told decoded, others stay as they are. */
  function scrubEncoded(text: string, depth: number): string {
    return text.replace(words, (word) => {
      const told = word.includes('%') ? decoded(word) : word;
      const scrubbed = told === word ? word : scrubAny(told, depth + 1);
      return scrubbed === told ? word : scrubbed;
    });
  }

  function scrubAny(text: string, depth: number): string {
    const clean = cleanText(text);
    const lower = clean.toLowerCase();
    const isNamed = mentions.test(lower);
    const isSuspicious = isNamed || suspicions.some((pattern) => pattern.test(lower)) || hasLongRun(clean);
    const scrubbed = isSuspicious ? scrubSuspicious(clean, isNamed, depth) : clean;
    return scrubOwn === null ? scrubbed : scrubOwn(scrubbed);
  }

  const scrubKnown = remember((text) => scrubAny(text, 0), 20_000, 256);
  return (text) => (text === '' ? text : scrubKnown(text));
}

function replaceEmail(whole: string): string {
  return (delimiter.exec(whole)?.[0] ?? '') + placeholders.email;
}

/** Also where not all of it is encoded well. */
function decoded(word: string): string {
  return word.replace(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
