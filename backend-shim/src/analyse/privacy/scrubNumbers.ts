import { placeholders } from './placeholders.ts';

const groups = /(?<![\d.])\d(?:[ \u00a0_-]{0,2}\d){12,}(?!\.?\d)/g;
const dotted = /(?<![\d.])[2-6]\d{3}(?:\.\d{4}){3}(?!\.?\d)/g;
const group = /\d+/g;
const longest = 19;
/** How the issuers number their cards, by length; see ISO/IEC 7812. */
const issued =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|22[2-9]|2[3-6]|27[0-2])\d{13,14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|6\d{15,18}|5[06-8]\d{11,17}|35\d{14,17}|220[0-4]\d{12,15})$/;
const compactIban = /(?<![A-Za-z\d])[A-Z]{2}\d{2}[A-Z\d]{11,30}(?![A-Za-z\d])/gi;
const spacedIban =
  /(?<![A-Za-z\d])[A-Z]{2}\d{2}([ \u00a0-])[A-Z\d]{4}(?:\1[A-Z\d]{4}){1,6}(?:\1[A-Z\d]{1,4})?(?![A-Za-z\d])/gi;

/** Cheap: what {@link scrubNumbers} cannot do without. */
const manyDigits = /[2-6]\d{3}[ \u00a0._-]{0,2}\d/;
const mayHoldIban = /[A-Z]{2}\d{2}[ \u00a0-]?[A-Z\d]{4}/i;

/** Numbers of cards (that pass the Luhn check) become `[card]`, those of accounts (IBANs, by mod 97) `[iban]`. */
export function scrubNumbers(text: string): string {
  let scrubbed = text;
  if (mayHoldIban.test(scrubbed)) {
    scrubbed = scrubbed.replace(spacedIban, replaceSpaced).replace(compactIban, replaceCompact);
  }
  return manyDigits.test(scrubbed)
    ? scrubbed
        .replace(groups, replaceCards)
        .replace(dotted, (whole) => (isCardNumber(whole) ? placeholders.card : whole))
    : scrubbed;
}

/** Other numbers may stand before and behind a card's. */
function replaceCards(run: string): string {
  const places = Array.from(run.matchAll(group), ({ 0: digits, index }) => ({
    from: index,
    to: index + digits.length,
  }));
  let replaced = '';
  let done = 0;
  for (let first = 0; first < places.length; first++) {
    const { from } = places[first];
    const last = lastOfCard(run, places, first);
    if (last >= 0) {
      replaced += run.slice(done, from) + placeholders.card;
      done = places[last].to;
      first = last;
    }
  }
  return replaced + run.slice(done);
}

/** Of the groups that are a card's number together, from the first one on; negative where there is none. */
function lastOfCard(run: string, places: Array<{ from: number; to: number }>, first: number): number {
  let found = -1;
  let digits = '';
  for (let last = first; last < places.length && digits.length < longest; last++) {
    digits += run.slice(places[last].from, places[last].to);
    found = isCardNumber(digits) ? last : found;
  }
  return found;
}

export function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  // Numbers of articles (EAN) have as many digits as cards of old.
  return issued.test(digits) && passesLuhn(digits) && !(digits.length === 13 && isArticleNumber(digits));
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function isArticleNumber(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    sum += Number(digits[at]) * (at % 2 === 1 ? 3 : 1);
  }
  return sum % 10 === 0;
}

function replaceCompact(whole: string): string {
  return isIban(whole) ? placeholders.iban : whole;
}

/** Words may follow that look like its last groups. */
function replaceSpaced(whole: string, separator: string): string {
  const groups = whole.split(separator);
  for (let count = groups.length; count >= 4; count--) {
    if (isIban(groups.slice(0, count).join(''))) {
      return [placeholders.iban, ...groups.slice(count)].join(separator);
    }
  }
  return whole;
}

function isIban(text: string): boolean {
  if (text.length < 15 || text.length > 34) {
    return false;
  }
  let rest = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
