import fc from 'fast-check';
import { sampleOf } from './sampleOf.ts';

const some = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[0-9a-f]{4}$/), time: fc.integer({ min: 0, max: 50 }) }),
  { selector: ({ id }) => id, maxLength: 60 }
);
const ids = (rows: Array<{ id: string }>) => rows.map(({ id }) => id).sort();

it('keeps all of a few', () => {
  fc.assert(fc.property(some, (all) => expect(ids(sampleOf(all, all.length))).toEqual(ids(all))));
});

it('keeps the first, the last, and a bounded number of many', () => {
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 10 }), (all, most) => {
      const kept = sampleOf(all, most);
      expect(kept.length).toBeLessThanOrEqual(most + 2);
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(all.length, most));
      if (all.length > 0) {
        const times = (rows: typeof all) => rows.map(({ time }) => time);
        expect(Math.min(...times(kept))).toBe(Math.min(...times(all)));
        expect(Math.max(...times(kept))).toBe(Math.max(...times(all)));
      }
    })
  );
});

it('keeps the same whatever came together and in which order', () => {
  fc.assert(
    fc.property(some, fc.nat(60), fc.integer({ min: 1, max: 10 }), (all, at, most) => {
      const [early, late] = [all.slice(0, at), all.slice(at)];
      const expected = ids(sampleOf(all, most));
      expect(ids(sampleOf([...sampleOf(early, most), ...late], most))).toEqual(expected);
      expect(ids(sampleOf([...sampleOf(late, most), ...early].reverse(), most))).toEqual(expected);
    })
  );
});
