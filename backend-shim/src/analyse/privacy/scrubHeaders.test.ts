import { scrubHeaders } from './scrubHeaders.ts';

describe('the scrubber of headers', () => {
  it.each([
    ['Cookie: frontend=abc; x="y z"\nAccept: a', 'Cookie: [cookie]\nAccept: a'],
    ['Set-Cookie: frontend=abc; expires=Thu, 01-Jan-2026 00:00:01 GMT; path=/', 'Set-Cookie: [cookie]'],
    ['"Cookie: a=b; c=d", "Accept: x"', '"Cookie: [cookie]", "Accept: x"'],
    ['the cookie frontend=abc; x=y is too old', 'the cookie [cookie] is too old'],
    ['Authorization: Bearer abc123.def', 'Authorization: Bearer [token]'],
    ['authorization:bearer abc123', 'authorization:bearer [token]'],
    ['Proxy-Authorization: Basic dXNlcjpwYXNz, x', 'Proxy-Authorization: Basic [token], x'],
    ['Authorization: abc123', 'Authorization: [token]'],
    ['Authorization: Digest username="kim", realm="x y", response="abc"', 'Authorization: Digest [token]'],
    [
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIA/2026, SignedHeaders=host, Signature=abc',
      'Authorization: AWS4-HMAC-SHA256 [token]',
    ],
    ['sent Bearer abc123 and Basic dXNlcjpwYXNz', 'sent Bearer [token] and Basic [token]'],
  ])('%s', (text, scrubbed) => {
    expect(scrubHeaders(text)).toBe(scrubbed);
    expect(scrubHeaders(scrubbed)).toBe(scrubbed);
  });

  it.each([
    'SameSite cookie attribute downgraded from None to Lax',
    'Basic authentication required',
    'Cookie: none was sent',
    'the bearer of this message',
  ])('keeps %s', (text) => {
    expect(scrubHeaders(text)).toBe(text);
  });
});
