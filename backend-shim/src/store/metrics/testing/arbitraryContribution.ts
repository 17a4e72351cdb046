import fc from 'fast-check';
import { rollupKinds, type Contribution, type RollupName } from '../../../pipeline/rollups.ts';

const texts = ['', 'a', 'b', 'catalog/product/view', 'ü €', '5f3a', '0123456789abcdef', 'fedcba9876543210'];

/** What traces and counters may add, to few series, so that they meet. `minutes` are those it may be in. */
export function arbitraryContribution(
  kind: RollupName,
  minutes: fc.Arbitrary<number> = fc.constant(0)
): fc.Arbitrary<Contribution> {
  const { values, sketch } = rollupKinds[kind];
  const whole = fc.oneof(fc.nat(9), fc.nat(3_000_000));
  const fraction = fc.integer({ min: -9_999, max: 99_999 }).map((number) => number / 1e6);
  const value = sketch || kind === 'components' ? whole : fc.oneof(whole, fraction);
  return fc.record({
    kind: fc.constant(kind),
    minute: minutes,
    dimensions: dimensionsOf(kind),
    values: fc.tuple(...values.map(() => value)),
    durations: sketch ? fc.array(fc.oneof(whole, fc.maxSafeNat()), { maxLength: 5 }) : fc.constant([]),
  });
}

function dimensionsOf(kind: RollupName): fc.Arbitrary<string[]> {
  const [, ...others] = rollupKinds[kind].dimensions;
  const common = fc.nat(2).map((number) => others.map((_, at) => texts[(number + at) % texts.length]));
  const any = fc.tuple(...others.map(() => fc.constantFrom(...texts)));
  const told = fc.oneof({ weight: 3, arbitrary: common }, { weight: 1, arbitrary: any });
  return fc.tuple(fc.constantFrom('shop', 'other shop'), told).map(([service, rest]) => [service, ...rest]);
}
