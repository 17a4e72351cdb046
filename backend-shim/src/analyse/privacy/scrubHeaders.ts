import { placeholders } from './placeholders.ts';

const schemes = '(?:Bearer|Basic|Digest|Negotiate|NTLM|Token|ApiKey|OAuth|Hawk|AWS4-HMAC-SHA256)';
const parameterList = String.raw`[\w-]{1,40}=(?:"[^"\n]*"?|[^\s,"]*)(?:,\s*[\w-]{1,40}=(?:"[^"\n]*"?|[^\s,"]*))*`;
const authorization = new RegExp(
  String.raw`\b((?:proxy-)?authorization\s?:\s?(?:${schemes}\b\s?)?)(?:${parameterList}|[^\s,;"'<>\\]+)`,
  'gi'
);
const credentials = /\b(Bearer|Basic|Digest|Negotiate|bearer)\s+[\w.+/=~:-]{6,}/g;
const cookies = /\b((?:set-)?cookie2?\s?:\s?)(?=[^\s=;,"']{1,128}=)(?:[^\r\n"'\\]|(?<==)"[^"\r\n]*")+/gi;

/** `cookie frontend=abc` in a sentence. */
const saidCookies = /\b(cookies?\s)[^\s=;,"':]{1,128}=[^\s;,"'\\]+(?:;\s?[^\s=;,"']{1,128}=[^\s;,"'\\]+)*/gi;

const mayHoldCredentials = /authorization|bearer|Basic|Digest|Negotiate/i;
const mayHoldCookies = /cookie/i;

/** `Authorization: Bearer [token]` and `Cookie: [cookie]`, also of credentials without the header's name. */
export function scrubHeaders(text: string): string {
  let scrubbed = text;
  if (mayHoldCookies.test(scrubbed)) {
    scrubbed = scrubbed.replace(cookies, `$1${placeholders.cookie}`).replace(saidCookies, `$1${placeholders.cookie}`);
  }
  if (mayHoldCredentials.test(scrubbed)) {
    scrubbed = scrubbed
      .replace(authorization, `$1${placeholders.token}`)
      .replace(credentials, (whole, scheme: string) => (isProse(whole) ? whole : `${scheme} ${placeholders.token}`));
  }
  return scrubbed;
}

/** "Basic authentication" is a word, not a key. */
function isProse(credential: string): boolean {
  return /\s[a-z]+$/i.test(credential) && !/[A-Z].*[a-z].*[A-Z]/.test(credential.replace(/^\w+\s+/, ''));
}
