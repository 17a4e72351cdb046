import fc from 'fast-check';
import { hasLongRun } from './hasLongRun.ts';

it('finds runs of 22 characters wherever they stand', () => {
  const unit = fc.constantFrom('a', 'Z9', '_', '/', '=', '-+', ' ', '.', 'é', 'aaaaaaaaaa', 'b'.repeat(21));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const text = units.join('');
      expect(hasLongRun(text)).toBe(/[\w+/=-]{22}/.test(text));
    }),
    { numRuns: 2_000 }
  );
});
