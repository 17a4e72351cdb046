import { Samples } from './Samples.ts';

it('tells exact percentiles of any number of samples', () => {
  const samples = new Samples();
  for (let value = 10_000; value >= 1; value--) {
    samples.add(value);
  }
  expect(samples.percentiles()).toEqual({ count: 10_000, p50: 5_000, p95: 9_500, p99: 9_900, max: 10_000 });
});

it('tells zeros of none', () => {
  expect(new Samples().percentiles()).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
});
