import fc from 'fast-check';
import { titleOf } from './messagePattern.ts';

describe('titleOf', () => {
  it.each([
    ['Card gateway timeout after 5000 ms for order 100000014', 'Card gateway timeout after <duration> for order <n>'],
    ['Courier rejected postcode 00000 at 2026-11-23T15:30:50+00:00', 'Courier rejected postcode <n> at <date>'],
    ['Declined (ref 6db24462df04)', 'Declined (ref <hex>)'],
    ['No row 0e02b2c3-d479-4a8f-9a0b-58cc4372a567', 'No row <uuid>'],
    ['Total $1,234.50 is not 12.00 EUR', 'Total <amount> is not <amount>'],
    ['GET "https://x.example/a?token=[token]" failed', 'GET "<url>" failed'],
    ['Cannot mail to [email]: password=[token]', 'Cannot mail to <email>: password=<secret>'],
    ['Undefined array key "roast"', 'Undefined array key "roast"'],
    ["Customer 'Jane Doe' has no 'billing address'", "Customer '<value>' has no '<value>'"],
    ["Table 'shop.acme_missing' doesn't exist", "Table 'shop.acme_missing' doesn't exist"],
    ['HTTP/1.1 404 Not Found for 127.0.0.1:8090', 'HTTP/1.1 404 Not Found for <ip>'],
    ['f(): Argument #2 ($row) must be int', 'f(): Argument #2 ($row) must be int'],
    [
      'SQLSTATE[42S02]: Base table or view not found: 1146 Table x',
      'SQLSTATE[42S02]: Base table or view not found: 1146 Table x',
    ],
    [
      "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'a.b' in 'where clause'",
      "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'a.b' in 'where clause'",
    ],
    [
      "SQLSTATE[23000]: 1052 Column 'id' in 'SELECT' is ambiguous",
      "SQLSTATE[23000]: 1052 Column 'id' in 'SELECT' is ambiguous",
    ],
    ["No room for 'Jane' in 'Blue House'", "No room for '<value>' in '<value>'"],
    ['Row 5 of 10, order-100042, sku A1', 'Row <n> of <n>, order-<n>, sku A1'],
    ['At 15:30:50 on Nov 23, 2026', 'At <time> on <date>'],
    ['\n\n  First line \nsecond line', 'First line'],
    ['', ''],
  ])('%s', (message, title) => {
    expect(titleOf(message)).toBe(title);
  });

  it('has at most 200 characters', () => {
    expect(titleOf('word '.repeat(100))).toHaveLength(200);
  });

  it('is the same for any order number, and does not change when taken again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), fc.nat({ max: 1e6 }), (order, ms) => {
        const title = titleOf(`Order ${order} failed after ${ms} ms`);
        expect(title).toBe('Order <n> failed after <duration>');
        expect(titleOf(title)).toBe(title);
      })
    );
  });
});
