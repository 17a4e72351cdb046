import fc from 'fast-check';
import { createScrubber } from './createScrubber.ts';

const { text: scrubText } = createScrubber();

describe('the scrubber of texts', () => {
  it.each([
    ['an e-mail address', 'Cannot mail to jane.doe+shop@mail.example.com.', 'Cannot mail to [email].'],
    ['one in brackets', '"Jane" <jane@example.org>', '"Jane" <[email]>'],
    ['an encoded one', 'to=jane%40example.org', '[email]'],
    ['one in another script', 'für jürgen@müller.example', 'für [email]'],
    ['a quoted one', 'to "jane;doe"@example.org', 'to [email]'],
    [
      'values of a query string',
      'GET http://api.example/v1/x?token=abc&id=5 failed',
      'GET http://api.example/v1/x?token=[token]&id=[token] failed',
    ],
    [
      'a query string without host',
      '"/customer/account/resetpassword/?id=5&token=abc"',
      '"/customer/account/resetpassword/?id=[token]&token=[token]"',
    ],
    ['who logs in to a URL', 'amqp://shop:s3cret@queue.example:5672/vhost', 'amqp://[token]@queue.example:5672/vhost'],
    ['secrets in the path of a URL', 'https://x.example/reset/token/abc', 'https://x.example/reset/token/[token]'],
    ['a bearer token', 'Authorization: Bearer abc123.def', 'Authorization: Bearer [token]'],
    ['basic credentials', 'Basic dXNlcjpwYXNz', 'Basic [token]'],
    ['a JSON web token', 'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'jwt [token]'],
    ['a key with a known prefix', 'No such key sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'No such key [key]'],
    ['a value of a secret name', 'login with password=hunter2, user=bob', 'login with password=[token], user=bob'],
    ['the same in JSON', '{"api_key": "a b\\"c", "n": 1}', '{"api_key": [token], "n": 1}'],
    ['the same as PHP prints arrays', "['password' => 'x y', 'a' => 1]", "['password' => [token], 'a' => 1]"],
    ['the same as print_r does', '[password] => hunter2', '[password] => [token]'],
    ['what hides behind a replacement', 'password=[token]hunter2', 'password=[token]'],
    ['the same in words', 'API token: a1b2c3d4', 'API token: [token]'],
    ['long hexadecimal', 'session 9f86d081884c7d659a2feaa0c55ad015 gone', 'session [token] gone'],
    ['long random text', 'key Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZg99Xy was refused', 'key [token] was refused'],
    ['card numbers', 'card 4111 1111 1111 1111, 4111-1111-1111-1111, 378282246310005', 'card [card], [card], [card]'],
    ['control characters', 'a\u0000b\u202ec\u2066d\re\r\nf\tg', 'abcd\ne\nf\tg'],
  ])('replaces %s', (_what, text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
  });

  it.each([
    ['order numbers', 'Order 100000042 of 2026-11-23 15:30:50 could not be paid'],
    ['a number that is no card', 'reference 4111111111111112'],
    ['short references', 'declined (ref 6db24462df04)'],
    [
      'classes and files',
      'Acme_Shipping_Model_Carrier_Express2Day::collectRates in /srv/store/app/code/local/Acme/Carrier.php:12',
    ],
    ['namespaces', 'Symfony\\Component\\HttpClient\\Exception\\TransportException'],
    ['names of blocks and events', 'OBSERVER: catalogrule_product_price_template_with_a_long_name'],
    ['words that only speak of secrets', 'Invalid token: expired'],
    ['the name of a scheme', 'Basic authentication required'],
    ['users of the database', "Access denied for user 'shop'@'localhost'"],
    ['addresses without secrets', 'https://x.example/checkout/cart/'],
    ['anonymous classes', 'class@anonymous'],
  ])('keeps %s', (_what, text) => {
    expect(scrubText(text)).toBe(text);
  });

  const noise = fc.string({
    unit: fc.constantFrom(
      'a',
      'B',
      '1',
      ' ',
      '\n',
      '"',
      "'",
      '?',
      '=',
      '&',
      '/',
      ':',
      '@',
      '.',
      '<',
      '[',
      ']',
      '%',
      '\\'
    ),
  });

  it('finds an address wherever it stands', () => {
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        expect(scrubText(`${before} kim.secret@mail.example ${after}`)).not.toContain('secret@mail');
      })
    );
  });

  it('changes nothing the second time', () => {
    const secret = fc.constantFrom(
      'kim@mail.example',
      'http://u:p@h.example/p?token=abc',
      'password="a b"',
      'Bearer abcdef123',
      '4111111111111111',
      'token: abc123'
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(noise, secret), { maxLength: 8 }), (parts) => {
        const once = scrubText(parts.join(' '));
        expect(scrubText(once)).toBe(once);
      }),
      { numRuns: 500 }
    );
  });
});
