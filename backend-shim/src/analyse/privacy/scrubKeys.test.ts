import { scrubKeys } from './scrubKeys.ts';

const line = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7Qw3rTyUiOp01';

describe('the scrubber of keys', () => {
  it.each([
    [
      'a private key',
      `x -----BEGIN RSA PRIVATE KEY-----\n${line}\nabcd==\n-----END RSA PRIVATE KEY----- y`,
      'x [key] y',
    ],
    ['one in JSON', `"-----BEGIN PRIVATE KEY-----\\n${line}\\nabcd==\\n-----END PRIVATE KEY-----\\n"`, '"[key]\\n"'],
    ['one without its end', `x -----BEGIN OPENSSH PRIVATE KEY-----\n${line}\nabc`, 'x [key]'],
    ['one without its beginning', `said:\n${line}\n${line}\nabcd==\n-----END PRIVATE KEY----- y`, 'said:\n[key] y'],
    [
      'several',
      `-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----, -----BEGIN PRIVATE KEY-----\nabc`,
      '[key], [key]',
    ],
    ['a JSON web token', 'jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln.', 'jwt [token]'],
    ['JSON in base64', 'eyJhbGciOiJIUzI1NiIsInR5cCI6', '[token]'],
    [
      'keys of payments',
      'sk_live_4eC39HqLyjWDarjtT1zdp7dc rk_test_4eC39HqLyjWDarjt whsec_5eC39HqLyjWDarjtT1zdp7dc',
      '[key] [key] [key]',
    ],
    [
      'keys of code',
      'ghp_16C7e42F292c6912E7710c838347Ae178B4a github_pat_11ABCDEFG0abcdefghij glpat-1abcdefghij2345klmnop',
      '[key] [key] [key]',
    ],
    ['keys of clouds', 'AKIAIOSFODNN7EXAMPLE AIzaSyA1234567890abcdefghijklmnopqrstu', '[key] [key]'],
    ['random text of 40', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY', '[token]'],
    ['hexadecimal', 'id 9f86d081884c7d659a2feaa0c55ad015 gone', 'id [token] gone'],
    ['ids of sessions', 'session q1f7s5hjv6cs1d9l8m3t0k2u4n gone', 'session [token] gone'],
    [
      'segments of paths',
      'GET /rest/V1/carts/9f86d081884c7d659a2feaa0c55ad015/items',
      'GET /rest/V1/carts/[token]/items',
    ],
  ])('replaces %s', (_what, text, scrubbed) => {
    expect(scrubKeys(text)).toBe(scrubbed);
    expect(scrubKeys(scrubbed)).toBe(scrubbed);
  });

  it.each([
    '/srv/store/vendor/acme/checkout/src/Model/Payment/Token123.php',
    'Acme_Shipping_Model_Carrier_Express2Day_Abstract::collectRatesForQuoteAddress',
    'Symfony\\Component\\HttpClient\\Exception\\TransportException12',
    'catalog_product_view_type_configurable_with_a_very_long_name_123',
    'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
    'access_denied_for_this_customer_group, key_not_found_exception_handler',
    'an-address-of-a-product-with-2-words-and-more.html',
    'the PRIVATE KEY of the store is missing',
    '-----BEGIN CERTIFICATE-----',
  ])('keeps %s', (text) => {
    expect(scrubKeys(text)).toBe(text);
  });
});
