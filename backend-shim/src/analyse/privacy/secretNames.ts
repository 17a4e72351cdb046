import { placeholders } from './placeholders.ts';
import { remember } from './remember.ts';

/** Parts of names of which the values are secret, in small letters with `_` between words; they may begin anywhere. */
const words = [
  'passw(?:or[dt]|d)',
  'passphrase',
  'passcode',
  'kennwort',
  'pwd',
  'secret',
  'token',
  'credential',
  '(?:api|access|private|secret|form|crypt|encrypt|encryption|signing|account|licen[cs]e|shared|master|consumer|client|merchant|auth|session|service)_?key',
  'authorization',
  'signature',
  'sess(?:ion)?_?id',
  'csrf',
  'xsrf',
  'cookie',
  'cvv2?',
  'cvc2?',
  'cc_?(?:number|num|cid)',
  'card_?(?:number|num|no)',
  'iban',
];
/** The same, as whole words: they are too short to begin anywhere. */
const wholeWords = ['pass', 'pin', 'otp', 'sid', 'auth', 'salt', 'csc', 'jwt', 'uenc'];
/** `token_count` and `InvalidTokenException` tell of a secret, not the secret. */
const aboutSecret =
  /_(?:count|length|len|size|type|ttl|lifetime|expir\w*|required|enabled|name|field|policy|format|url|uri|class|block|controller|exception|error|interface|factory|provider|handler|helper|model)$/;

/** Cheap: whether a text may hold such a name. */
const mentions =
  'pass|kennwort|pwd|secret|token|credential|key|authorization|signature|sess|csrf|xsrf|cookie|cvv|cvc|cc[_-]?n|cc[_-]?cid|card|iban|\\bpin\\b|\\botp\\b|sid\\b|auth|salt|csc|jwt|uenc';

export interface SecretNames {
  /** Source of a pattern: a text that, in small letters, does not match it holds no such name. */
  mentions: string;
  /** The placeholder for values of that name; null where they are no secret. */
  placeholderOf(name: string): string | null;
  /** Whether the installation calls it secret. */
  isOwn(name: string): boolean;
}

/** @param names - more names that are secret, whole or as the end of longer ones */
export function createSecretNames(names: readonly string[]): SecretNames {
  const own = names.map((name) => escaped(snake(name)));
  const anywhere = [...words, ...own].join('|');
  const secret = new RegExp(`(?:${anywhere})s?(?:$|[_\\d])|(?:^|_)(?:${wholeWords.join('|')})(?:$|_)`);
  const mine = own.length > 0 ? new RegExp(`(?:${own.join('|')})$`) : null;
  const find = (name: string): string | null => {
    const told = snake(name);
    return secret.test(told) && (!aboutSecret.test(told) || mine?.test(told)) ? placeholderFor(told) : null;
  };
  // Null is an answer to be remembered too.
  const found = remember((name) => ({ placeholder: find(name) }), 5_000, 128);
  return {
    mentions: [mentions, ...names.map((name) => snake(name).split('_').map(escaped).join('[._-]?'))].join('|'),
    placeholderOf: (name) => found(name).placeholder,
    isOwn: (name) => mine?.test(snake(name)) ?? false,
  };
}

function placeholderFor(name: string): string {
  if (name.includes('cookie')) {
    return placeholders.cookie;
  }
  if (name.includes('iban')) {
    return placeholders.iban;
  }
  return /(?:cc|card)_?n/.test(name) ? placeholders.card : placeholders.token;
}

/** `accessToken`, `access-token` and `ACCESS_TOKEN` are one name. */
function snake(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, '\\$&');
}
