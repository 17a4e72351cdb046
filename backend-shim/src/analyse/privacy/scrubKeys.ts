import { placeholders } from './placeholders.ts';

const begin = /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const end = /-----END [A-Z\d ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** Where the beginning of a key was cut off: its lines, which may be told with `\n` between them. */
const keyLines = /(?:[A-Za-z\d+/]{32,76}={0,2}(?:\s|\\[nr])+)*[A-Za-z\d+/]{0,76}={0,2}(?:\s|\\[nr])*$/;

/** The header of JSON in base64: `{"`. */
const jsonWebToken = /\beyJ[\w-]{8,}(?:\.[\w-]*)+|\beyJ[\w-]{16,}/g;
const knownKeys = new RegExp(
  [
    String.raw`(?:(?:sk|pk|rk|whsec|shpat|shpss|shpca|shppa|gh[opsur]|github_pat|glpat|glrt|npm|pat|dop_v1|xox[abeprs]|xapp|hf|key|access|live|test|sq0(?:atp|csp))[_-](?:[a-z\d]{1,16}[_-]){0,3}(?=[\w-]{0,64}\d)[A-Za-z\d_-]{16,})`,
    String.raw`(?:AKIA|ASIA)[A-Z\d]{16}`,
    String.raw`AIza[\w-]{30,}`,
    String.raw`ya29\.[\w-]{20,}`,
    String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
    String.raw`A21AA[\w-]{20,}`,
    String.raw`EAA[A-Za-z\d]{30,}`,
    String.raw`access_token\$(?:production|sandbox)\$\w+\$\w+`,
  ]
    .map((source) => String.raw`\b${source}`)
    .join('|'),
  'g'
);
const longHex = /(?<![\w/-])(?=[\da-f]*\d)[\da-f]{32,}(?![\w-])/gi;
const longRandom = /(?<![\w+/=.\\-])[A-Za-z\d+/_-]{32,}={0,2}(?![\w+/=\\-])/g;
/** As PHP makes ids of sessions: letters and digits of one case, mixed as in no word. */
const sessionLike = /(?<![\w/.\\-])(?=[a-z]*\d)(?:[a-z\d]{22,31}|[A-Z\d]{24,31})(?![\w/\\-])/g;

const hexadecimal = /^(?=[\da-f]*\d)[\da-f]+$/i;
const word = /^[A-Z]?[a-z]{3,}$/;
const words = /^[A-Z]?[a-z]+(?:[_-][A-Z]?[a-z]+)+/;

/** What the rules above cannot do without. */
const keyLike = /[_-][A-Za-z\d_-]{16}|AKIA|ASIA|AIza|ya29\.|SG\.|A21AA|EAA|access_token\$/;
const longRun = /[\w+/-]{22}/;

/** Private keys and keys of a known form become `[key]`, what looks like a token or a session's id `[token]`. */
export function scrubKeys(text: string): string {
  let scrubbed = text.includes('PRIVATE KEY') ? withoutPrivateKeys(text) : text;
  if (scrubbed.includes('eyJ')) {
    scrubbed = scrubbed.replace(jsonWebToken, placeholders.token);
  }
  if (keyLike.test(scrubbed)) {
    scrubbed = scrubbed.replace(knownKeys, placeholders.key);
  }
  return longRun.test(scrubbed)
    ? scrubbed
        .replace(longHex, placeholders.token)
        .replace(longRandom, replaceRandom)
        .replace(sessionLike, (whole) => (isMixed(whole) ? placeholders.token : whole))
    : scrubbed;
}

/** Also those of which one end was cut off. */
function withoutPrivateKeys(text: string): string {
  const parts: string[] = [];
  let from = 0;
  end.lastIndex = 0;
  for (let ended = end.exec(text); ended; ended = end.exec(text)) {
    parts.push(withoutBeginning(text.slice(from, ended.index)), placeholders.key);
    from = end.lastIndex;
  }
  begin.lastIndex = 0;
  const rest = text.slice(from);
  const begun = begin.exec(rest);
  parts.push(begun ? rest.slice(0, begun.index) + placeholders.key : rest);
  return parts.join('');
}

function withoutBeginning(text: string): string {
  begin.lastIndex = 0;
  const begun = begin.exec(text);
  if (begun) {
    return text.slice(0, begun.index);
  }
  return text.slice(0, text.search(keyLines));
}

/** What has words between slashes is a path, of which a segment may be secret. */
function replaceRandom(run: string): string {
  const segments = run.split('/');
  if (segments.length > 1 && segments.some((segment) => word.test(segment))) {
    return segments.map((segment) => (isSecretSegment(segment) ? placeholders.token : segment)).join('/');
  }
  return isRandom(run) ? placeholders.token : run;
}

function isSecretSegment(segment: string): boolean {
  return segment.length >= 32 && (hexadecimal.test(segment) || isRandom(segment));
}

/** Letters of both cases with digits among them, and no words as in class names and constants. */
function isRandom(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  const isMixed = digits >= 1 && /[a-z]/.test(text) && /[A-Z]/.test(text) && !words.test(text);
  return isMixed && (digits >= 3 || !/[a-z]{6}/.test(text));
}

/** Digits between letters, again and again. */
function isMixed(text: string): boolean {
  return /[A-Za-z]/.test(text) && text.replace(/\D+/g, ' ').trim().split(' ').length >= 4;
}
