import fc from 'fast-check';
import { divergence } from './divergence.ts';

const counts = (told: Record<string, number>) => new Map(Object.entries(told));
const all = counts({ web1: 500, web2: 500 });

it('tells the more the more they differ', () => {
  const told: Array<Record<string, number>> = [
    { web1: 500, web2: 500 },
    { web1: 600, web2: 400 },
    { web1: 1000 },
    { web3: 1000 },
  ];
  const weights = told.map((own) => divergence(counts(own), all));
  expect(weights).toEqual([...weights].sort((a, b) => a - b));
  expect(weights[0]).toBeCloseTo(0);
  expect(weights[3]).toBeGreaterThan(0.9);
});

it('makes little of few', () => {
  expect(divergence(counts({ web1: 1 }), all)).toBeLessThan(divergence(counts({ web1: 100 }), all) / 5);
});

it('knows nothing where one side is not known', () => {
  expect(divergence(counts({}), all)).toBe(0);
  expect(divergence(counts({ web1: 3 }), counts({}))).toBe(0);
});

it('is from 0 to 1, whatever the numbers', () => {
  const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(1e9)).map(counts);
  fc.assert(
    fc.property(some, some, (own, others) => {
      const weight = divergence(own, others);
      expect(weight >= 0 && weight <= 1).toBe(true);
    })
  );
});
