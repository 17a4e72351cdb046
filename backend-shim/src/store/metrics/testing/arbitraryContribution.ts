import fc from 'fast-check';
import { rollupKinds, type Contribution, type RollupName } from '../../../pipeline/rollups.ts';

const words = fc.constantFrom(
  '',
  'a',
  'b',
  'catalog/product/view',
  'ü €',
  '5f3a',
  '0123456789abcdef',
  'fedcba9876543210'
);

/** What traces and counters may add, to few series, so that they meet. `minutes` are those it may be in. */
export function arbitraryContribution(
  kind: RollupName,
  minutes: fc.Arbitrary<number> = fc.constant(0)
): fc.Arbitrary<Contribution> {
  const { dimensions, values, sketch } = rollupKinds[kind];
  const whole = fc.oneof(fc.nat(9), fc.nat(3_000_000));
  const value =
    sketch || kind === 'components'
      ? whole
      : fc.oneof(
          whole,
          fc.integer({ min: -9_999, max: 99_999 }).map((n) => n / 1e6)
        );
  return fc.record({
    kind: fc.constant(kind),
    minute: minutes,
    dimensions: fc.tuple(fc.constantFrom('shop', 'other shop'), ...dimensions.slice(1).map(() => words)),
    values: fc.tuple(...values.map(() => value)),
    durations: sketch ? fc.array(fc.oneof(whole, fc.maxSafeNat()), { maxLength: 5 }) : fc.constant([]),
  }) as fc.Arbitrary<Contribution>;
}
