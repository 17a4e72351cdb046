import fc from 'fast-check';
import { Sketch } from './Sketch.ts';

const durations = fc.oneof(fc.nat(100), fc.integer({ min: 1, max: 10_000_000 }), fc.maxSafeNat());

function sketchOf(values: number[]): Sketch {
  const sketch = new Sketch();
  values.forEach((value) => sketch.add(value));
  return sketch;
}

function binsOf(sketch: Sketch): Array<[number, number]> {
  const bins: Array<[number, number]> = [];
  sketch.forEachBin((bin, count) => bins.push([bin, count]));
  return bins;
}

describe('a sketch', () => {
  it('tells every quantile within 1 %', () => {
    fc.assert(
      fc.property(
        fc.array(durations, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b);
          const exact = sorted[Math.floor(share * (sorted.length - 1))];
          const told = sketchOf(values).quantile(share) as number;
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.01 * (1 + 1e-9));
        }
      )
    );
  });

  it('is the same whatever is added first, and by whom', () => {
    fc.assert(
      fc.property(fc.array(durations), fc.array(durations), (some, others) => {
        const apart = sketchOf(others);
        apart.merge(sketchOf(some));
        expect(binsOf(apart)).toEqual(binsOf(sketchOf([...some, ...others])));
        expect(apart.count).toBe(some.length + others.length);
      })
    );
  });

  it('holds nothing when all is taken back, before or after it was added', () => {
    fc.assert(
      fc.property(fc.array(durations), fc.array(durations), (some, others) => {
        const sketch = new Sketch();
        sketch.merge(sketchOf(some), -1);
        others.forEach((value) => sketch.add(value));
        some.forEach((value) => sketch.add(value));
        sketch.merge(sketchOf(others), -1);
        expect(sketch.isEmpty).toBe(true);
        expect(sketch.quantile(0.5)).toBeNull();
      })
    );
  });

  it('bins short durations as the logarithm does', () => {
    const gamma = 1.01 / 0.99;
    for (let duration = 2; duration < 70_000; duration += 7) {
      expect(Sketch.binOf(duration)).toBe(Math.ceil(Math.log(duration) / Math.log(gamma) - 1e-12));
    }
  });

  it.each([0, 0.4, -5])('takes %d microseconds for none', (duration) => {
    expect(sketchOf([duration]).quantile(0.5)).toBe(0);
  });

  it.each([Number.NaN, Infinity])('takes %d for the longest there is', (duration) => {
    expect(sketchOf([duration]).quantile(1)).toBeGreaterThan(8e15);
  });

  it('knows no quantile of nothing', () => {
    expect(new Sketch().quantile(0.5)).toBeNull();
  });
});
