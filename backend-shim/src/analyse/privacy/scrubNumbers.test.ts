import fc from 'fast-check';
import { scrubNumbers } from './scrubNumbers.ts';

/** With the digit behind it by which it passes the Luhn check. */
function withCheckDigit(digits: string): string {
  const sum = Array.from(digits).reduceRight((total, digit, at) => {
    const doubled = (digits.length - 1 - at) % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** With the digits in it by which it passes mod 97. */
function ibanOf(country: string, account: string): string {
  const digits = Array.from(`${account}${country}00`, (character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

describe('the scrubber of numbers', () => {
  it.each([
    ['4111 1111 1111 1111, 4111-1111-1111-1111, 4111.1111.1111.1111', '[card], [card], [card]'],
    ['4111_1111_1111_1111 4111  1111  1111  1111', '[card] [card]'],
    ['100 4111111111111111 5', '100 [card] 5'],
    ['visa 4222222222222 4012888888881881', 'visa [card] [card]'],
    ['5555555555554444 2223003122003222', '[card] [card]'],
    ['378282246310005 3782 822463 10005', '[card] [card]'],
    ['6011000990139424 30569309025904 3530111333300000 6799990100000000019', '[card] [card] [card] [card]'],
    ['card4111111111111111x {"n":4111111111111111}', 'card[card]x {"n":[card]}'],
    ['to DE89 3704 0044 0532 0130 00 and more', 'to [iban] and more'],
    ['BE68 5390 0754 7034 paid', '[iban] paid'],
    ['DE89370400440532013000. gb29nwbk60161331926819', '[iban]. [iban]'],
    ['NL91-ABNA-0417-1643-00 FR14 2004 1010 0505 0001 3M02 606', '[iban] [iban]'],
  ])('%s', (text, scrubbed) => {
    expect(scrubNumbers(text)).toBe(scrubbed);
    expect(scrubNumbers(scrubbed)).toBe(scrubbed);
  });

  it.each([
    ['order numbers', 'Order 100000042, invoice 300000017, 2000000012'],
    ['numbers that fail the check', '4111111111111112, 5500 0000 0000 0005'],
    ['numbers that no card begins with', '1111111111111117, 9111111111111111, 2026112315304'],
    ['numbers of articles', 'EAN 4006381333931 and 5901234123457'],
    ['times', '20241123153045, /releases/20241123153000/, 1795447960123456, 1795447960123'],
    ['fractions', '1.2345678901234567, 0.4111111111111111'],
    ['accounts that fail the check', 'DE88370400440532013000'],
    ['references', 'AB12 words of four, GB2911, RE26-1123-0042'],
    ['long hexadecimal', 'ab12cd34ef56ab12cd34ef56'],
  ])('keeps %s', (_what, text) => {
    expect(scrubNumbers(text)).toBe(text);
  });

  it('finds any card, however it is grouped', () => {
    const digits = (count: number) =>
      fc.array(fc.nat(9), { minLength: count, maxLength: count }).map((all) => all.join(''));
    const number = fc.oneof(
      digits(14).map((rest) => withCheckDigit(`4${rest}`)),
      digits(13).map((rest) => withCheckDigit(`52${rest}`)),
      digits(12).map((rest) => withCheckDigit(`37${rest}`)),
      digits(13).map((rest) => withCheckDigit(`65${rest}`))
    );
    fc.assert(
      fc.property(number, fc.constantFrom('', ' ', '-'), (card, separator) => {
        const text = (card.match(/.{1,4}/g) ?? []).join(separator);
        expect(scrubNumbers(`card ${text}, declined`)).toBe('card [card], declined');
      })
    );
  });

  it('finds any IBAN, in groups or not', () => {
    const account = fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ'), minLength: 11, maxLength: 27 });
    fc.assert(
      fc.property(
        fc.constantFrom('DE', 'NO', 'MT', 'LC'),
        account,
        fc.constantFrom('', ' ', '-'),
        (country, rest, separator) => {
          const text = (ibanOf(country, rest).match(/.{1,4}/g) ?? []).join(separator);
          expect(scrubNumbers(`to ${text}: failed`)).toBe('to [iban]: failed');
        }
      )
    );
  });
});
