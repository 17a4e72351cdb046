import fc from 'fast-check';
import { escapeLike, Wildcard } from './Wildcard.ts';

it.each([
  ['checkout/cart', 'Checkout/Cart', true],
  ['checkout', 'checkout/cart', false],
  ['checkout*', 'checkout/cart', true],
  ['*cart', 'checkout/cart', true],
  ['c*t/c*t', 'checkout/cart', true],
  ['c*t/c*x', 'checkout/cart', false],
  ['ab*ba', 'aba', false],
  ['*', '', true],
  ['', '', true],
  ['', 'x', false],
  ['a.c', 'abc', false],
  ['[a', '[a', true],
])('%s and %s: %s', (pattern, text, expected) => {
  expect(new Wildcard(pattern).matches(text)).toBe(expected);
});

it('finds what a regular expression would', () => {
  const few = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  fc.assert(
    fc.property(few, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 }), (pattern, text) => {
      const regular = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      expect(new Wildcard(pattern).matches(text)).toBe(regular.test(text));
    })
  );
});

it('takes wildcards of SQL for themselves', () => {
  expect(escapeLike('100%_sure!')).toBe('100!%!_sure!!');
  expect(new Wildcard('50%*').pattern).toBe('50!%%');
});
