import { isIPv6 } from 'node:net';
import { placeholders } from './placeholders.ts';

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const v4 = new RegExp(String.raw`(?<![\d.])(?:${octet}\.){3}${octet}(?!\d|\.\d)`, 'g');
/** Two colons near its beginning; `Class::method` is told apart by {@link isAddress}. */
const v6 =
  /(?:(?<![\w:.$\\]|->)|(?<=\\[nrt]))(?=[\da-f]{0,4}:[\da-f]{0,4}:)[\da-f:]{3,39}(?:(?:\.\d{1,3}){3})?(?:%[\w.-]{1,16})?(?!\w)/gi;
/** Global, local, link-local, multicast, translated and mapped ones: what is given to anything. */
const assigned = /^(?:[23][\da-f]{3}:|f[cd][\da-f]{2}:|fe[89ab][\da-f]:|ff[\da-f]{2}:|64:ff9b:|::ffff:)/i;

const mayHoldV4 = /\d\.\d{1,3}\.\d/;
const mayHoldV6 = /[\da-f]{2}:[\da-f]{0,4}:/i;
/** Of the machine itself, or of none: they name nobody. */
const nobody = /^(?:127\.0\.0\.1|0\.0\.0\.0)$/;

/** As URLs have them, before a port. */
const bracketed = `[${placeholders.ip}]`;

const lookBack = 24;
/** `version 1.2.3.4`, `PHP/8.4.1.2`, `>= 1.2.3.4`, `v1.2.3.4`. */
const versionBefore =
  /(?:(?:version|\b(?:ver|v|rev|revision|release|build|php|maho|magento|openssl|sdk|firmware))s?\.?["']?[\s:=/(-]{0,3}["']?|[<>]=\s?|[~^]|(?<![\w/.-])[A-Z][A-Za-z]+\/|(?<!\\)[A-Za-z])$/i;
/** Case tells products (`Chrome/120.0.0.1`) from hosts (`db/10.0.0.7`). */
const product = /(?<![\w/.-])[A-Z][A-Za-z]+\/$/;
const anyProduct = /[A-Za-z]\/$/;
/** `1.2.3.4-beta2`, `1.2.3.4.zip`. */
const versionAfter =
  /^(?:[-+](?:alpha|beta|rc|dev|p|pl|patch|stable|[ab])\.?\d*(?!\w)|\.(?:zip|tar|t?gz|phar|jar|js|css|min|so|dll|exe|deb|rpm)(?!\w))/i;

/** Network addresses become `[ip]`, but for the machine's own (127.0.0.1, ::1). Version numbers and class names stay. */
export function scrubIps(text: string): string {
  const scrubbed = mayHoldV6.test(text) ? text.replace(v6, replaceV6).replaceAll(bracketed, placeholders.ip) : text;
  return mayHoldV4.test(scrubbed)
    ? scrubbed.replace(v4, (whole, at: number) => (isVersion(whole, at, scrubbed) ? whole : placeholders.ip))
    : scrubbed;
}

function replaceV6(whole: string): string {
  // In `2001:db8::1: refused` the last colon is the sentence's.
  const end = /[^:]:$/.test(whole) ? whole.length - 1 : whole.length;
  const candidate = whole.slice(0, end);
  return isAddress(candidate) ? placeholders.ip + whole.slice(end) : whole;
}

function isAddress(text: string): boolean {
  return assigned.test(text) && /\d/.test(text) && isIPv6(text);
}

function isVersion(address: string, at: number, text: string): boolean {
  if (nobody.test(address) || address.endsWith('.0.0.0')) {
    return true;
  }
  const before = text.slice(Math.max(0, at - lookBack), at);
  const told = versionBefore.test(before) && (!anyProduct.test(before) || product.test(before));
  return told || versionAfter.test(text.slice(at + address.length, at + address.length + lookBack));
}
