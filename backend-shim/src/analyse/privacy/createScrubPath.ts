import { anyPlaceholder, placeholders } from './placeholders.ts';
import type { SecretNames } from './secretNames.ts';

const secretNames =
  /^(?:.*_)?(?:token|key|code|password|passwd|pass|secret|hash|signature|sig|auth|sid|uenc|referer|referrer|email|mail|confirmation|invitation|ticket|jwt|nonce|otp|pin)$/i;
const hexadecimal = /^[0-9a-f]{16,}$/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const base64Like = /^[\w+/=,~.%-]{20,}$/;
const replaced = new RegExp(`^${anyPlaceholder}$`);
const email = /[^\s/@]@[^\s/@]+\.[^\s/@]/;

export type ScrubPath = (path: string) => string;

/**
 * Makes the function that leaves of a path what is no secret: without query string, and with placeholders for values of
 * pairs such as `/token/xyz/` (Maho passes parameters in the path), e-mail addresses, long hexadecimal or base64-like
 * segments and UUIDs.
 */
export function createScrubPath(names: SecretNames): ScrubPath {
  const isName = (segment: string): boolean => secretNames.test(segment) || names.isOwn(segment);
  return (path) => {
    const cut = path.search(/[?#]/);
    const segments = (cut < 0 ? path : path.slice(0, cut)).split('/');
    const firstPair = segments[0] === '' ? 2 : 1;
    return segments
      .map((segment, at) => {
        const isValue = at > firstPair && segment !== '' && !replaced.test(segment) && isName(segments[at - 1]);
        return isValue || isSecret(segment) ? replacementFor(segment) : segment;
      })
      .join('/');
  };
}

function replacementFor(segment: string): string {
  return holdsEmail(segment) ? placeholders.email : placeholders.token;
}

function holdsEmail(segment: string): boolean {
  const text = decoded(segment);
  return text.includes('@') && email.test(text);
}

function isSecret(segment: string): boolean {
  if (segment.length < 6) {
    return false;
  }
  return (
    uuid.test(segment) || (hexadecimal.test(segment) && /\d/.test(segment)) || isRandom(segment) || holdsEmail(segment)
  );
}

/** Unlike a product's name in an address: upper and lower case and digits mixed, and hardly a hyphen between words. */
function isRandom(segment: string): boolean {
  return (
    base64Like.test(segment) &&
    /[A-Z]/.test(segment) &&
    /[a-z]/.test(segment) &&
    /\d/.test(segment) &&
    segment.split(/[-_.]/).length <= segment.length / 12
  );
}

function decoded(segment: string): string {
  if (!segment.includes('%')) {
    return segment;
  }
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment.replace(/%40/gi, '@');
  }
}
