import { otherSeries } from '../../pipeline/rollups.ts';
import { foldSmallest } from './foldSmallest.ts';
import type { Series } from './Series.ts';
import { Sketch } from './Sketch.ts';
import { sumsOf } from './testing/sumsOf.ts';

function query(name: string, duration: number): Series {
  const sketch = new Sketch();
  sketch.add(duration);
  return { dimensions: ['shop', '1', 'a/b/c', name, 'block x'], values: [1, duration, 0], sketch };
}

describe('foldSmallest', () => {
  const series = Array.from({ length: 40 }, (_, number) => query(`q${number}`, number * 10));

  it('leaves what is within the limit', () => {
    expect(foldSmallest('queries', series, 100)).toBe(series);
  });

  it('keeps what takes most time, and sums up the rest', () => {
    const folded = foldSmallest('queries', series, 20);
    expect(folded.length).toBeLessThanOrEqual(20);
    const names = folded.map(({ dimensions }) => dimensions[3]);
    expect(names.filter((name) => name !== otherSeries)).toEqual(
      series
        .slice(-15)
        .reverse()
        .map(({ dimensions }) => dimensions[3])
    );
    expect(folded.reduce((sum, { values }) => sum + values[1], 0)).toBe(
      series.reduce((sum, { values }) => sum + values[1], 0)
    );
    expect(folded.reduce((sum, { sketch }) => sum + sketch!.count, 0)).toBe(40);
  });

  it('adds to what was summed up before', () => {
    const once = foldSmallest('queries', series, 20);
    const twice = foldSmallest('queries', [...once, query('new', 1)], 20);
    expect(twice.filter(({ dimensions }) => dimensions[3] === otherSeries)).toHaveLength(1);
    expect(twice.reduce((sum, { values }) => sum + values[0], 0)).toBe(41);
  });

  it('does not depend on the order', () => {
    expect(sumsOf(foldSmallest('queries', series.toReversed(), 20))).toEqual(
      sumsOf(foldSmallest('queries', series, 20))
    );
  });
});
