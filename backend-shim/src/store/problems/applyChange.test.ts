import fc from 'fast-check';
import { applyChange } from './applyChange.ts';
import { at, problem, was } from './testing/problem.ts';

it('counts the difference and widens the time', () => {
  const next = applyChange(problem, { before: [was(150)], now: [at(150), at(50), at(250)] });
  expect(next).toEqual({ ...problem, count: 7, firstSeen: new Date(50), lastSeen: new Date(250) });
});

it('counts down, never below nothing', () => {
  expect(applyChange(problem, { before: [was(1), was(2)], now: [] }).count).toBe(3);
  expect(applyChange({ ...problem, count: 1 }, { before: [was(1), was(2)], now: [] }).count).toBe(0);
});

it('tells the versions of the first and the last', () => {
  const now = [at(250, '26.10.0'), at(50, '26.7.0'), at(150, '26.11.0')];
  expect(applyChange(problem, { before: [], now })).toMatchObject({ firstVersion: '26.7.0', lastVersion: '26.10.0' });
});

it('keeps a version where the first or last does not tell its own, and takes any where none was told', () => {
  expect(applyChange(problem, { before: [], now: [at(50, null), at(250, null)] })).toMatchObject({
    firstVersion: '26.9.0',
    lastVersion: '26.9.0',
  });
  const unknown = { ...problem, firstVersion: null, lastVersion: null };
  expect(applyChange(unknown, { before: [], now: [at(150, '26.8.0')] })).toMatchObject({
    firstVersion: '26.8.0',
    lastVersion: '26.8.0',
  });
});

it('comes to the same in any order', () => {
  const occurrence = fc.record({ ms: fc.integer({ min: 0, max: 300 }) }).map(({ ms }) => at(ms, `26.${ms}.0`));
  fc.assert(
    fc.property(fc.uniqueArray(occurrence, { selector: ({ id }) => id }), (now) => {
      const oneByOne = now.reduceRight((state, each) => applyChange(state, { before: [], now: [each] }), problem);
      expect(oneByOne).toEqual(applyChange(problem, { before: [], now }));
    })
  );
});
