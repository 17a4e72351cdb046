import fc from 'fast-check';
import { createScrubber } from './createScrubber.ts';

const { text, message, logText, spanStack, attributes } = createScrubber();
const path = (told: string) => attributes({ 'url.path': told })['url.path'];
const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const word = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 4, maxLength: 12 });
const mixed = fc.tuple(word, fc.nat(99), word).map(([a, number, b]) => `${a}${number}${b}`);
const octet = fc.integer({ min: 1, max: 254 });

/** Each secret as any text may tell it. */
const tellings: Array<[string, fc.Arbitrary<string>]> = [
  ['e-mail addresses', fc.tuple(mixed, word).map(([user, host]) => `mail to ${user}@${host}.example failed`)],
  ['passwords', mixed.map((secret) => `login with password=${secret}, user 5`)],
  ['passwords in JSON', mixed.map((secret) => `sent {"password":"${secret}","n":5}`)],
  ['tokens', mixed.map((secret) => `GET https://api.example/v1?token=${secret} failed`)],
  ['users of URLs', fc.tuple(word, mixed).map(([user, secret]) => `amqp://${user}:${secret}@queue.example failed`)],
  ['cookies', mixed.map((secret) => `Cookie: frontend=${secret}`)],
  ['credentials', mixed.map((secret) => `Authorization: Bearer ${secret}`)],
  ['addresses', fc.tuple(octet, octet, octet, octet).map((parts) => `refused from ${parts.join('.')}:443`)],
  ['paths', mixed.map((secret) => `/customer/account/resetpassword/token/${secret}/`)],
];

describe('the scrubber', () => {
  it.each(tellings)('makes the same text of all %s, so that they group alike', (_what, telling) => {
    fc.assert(
      fc.property(telling, telling, (one, other) => {
        fc.pre(!/127\.0\.0\.1|0\.0\.0\.0/.test(one + other));
        for (const scrub of [text, message, logText, spanStack, path]) {
          expect(scrub(one)).toBe(scrub(other));
        }
        expect(message(one)).toMatch(/\[(?:email|token|cookie|ip)\]/);
      })
    );
  });

  const hostile = [
    ...['a', 'A1', '4111 ', "'", '"', "\\'", 'token: ', 'token=', 'password=\\', '@', 'a@b.', '%40', '%25', ':', 'ab:'],
    ...['1.2.3.', '<a ', '<password>', '</', '&lt;token&gt;', '[token]', '=>', '{"token":{', 'Array (', 'Cookie: a='],
    ...['Authorization: a=', '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'QUJD', 'DE89 ', 'AB12 CD34 '],
    ...[
      'http://',
      'http://a:b',
      '?a=',
      '/token/',
      '#0 a(1): b(',
      "Duplicate entry '",
      "near '",
      'mysql -p ',
      '--token ',
    ],
    ...[
      'eyJ',
      'sk-a-',
      'Bearer ',
      'secret_',
      's:8:"password";',
      'a1b',
      'Z9z/',
      'SELECT ',
      'UPDATE a ',
      '\u0000',
      '\ud800',
    ],
  ];

  it('reads hostile texts, whatever they repeat, in no time worth naming', () => {
    for (const unit of hostile) {
      const long = unit.repeat(48 * 1024).slice(0, 48 * 1024);
      expect(logText(`${long} end`).length).toBeLessThanOrEqual(65_536);
      expect(spanStack(`${long} end`).length).toBeLessThanOrEqual(65_536);
      expect(String(path(long)).length).toBeLessThanOrEqual(4_096);
    }
  });

  it('says something of any text, and the same of what it said', () => {
    const unit = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary', maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (units) => {
        const once = message(units.join(''));
        expect(once.isWellFormed()).toBe(true);
        expect(message(once).length).toBeLessThanOrEqual(4_096);
      }),
      { numRuns: 500 }
    );
  });
});
