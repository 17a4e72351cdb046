import fc from 'fast-check';
import { lengthOf } from './levels.ts';
import { planLevels } from './planLevels.ts';

const { minute, hour, day } = lengthOf;
const start = Date.UTC(2026, 10, 23);

describe('planLevels', () => {
  it('takes whole days, then hours, then minutes', () => {
    expect(planLevels(start - 61 * minute, start + 2 * day + 2 * hour + minute, null)).toEqual([
      { level: 'minute', from: start - 61 * minute, to: start - hour },
      { level: 'hour', from: start - hour, to: start },
      { level: 'day', from: start, to: start + 2 * day },
      { level: 'hour', from: start + 2 * day, to: start + 2 * day + 2 * hour },
      { level: 'minute', from: start + 2 * day + 2 * hour, to: start + 2 * day + 2 * hour + minute },
    ]);
  });

  it('takes nothing that reaches over two buckets', () => {
    expect(planLevels(start, start + day, hour)).toEqual([{ level: 'hour', from: start, to: start + day }]);
    expect(planLevels(start, start + day, 5 * minute)).toEqual([{ level: 'minute', from: start, to: start + day }]);
    expect(planLevels(start + 30 * minute, start + 150 * minute, hour)).toEqual([
      { level: 'minute', from: start + 30 * minute, to: start + 150 * minute },
    ]);
    expect(planLevels(start, start + 4 * day, 2 * day)).toEqual([{ level: 'day', from: start, to: start + 4 * day }]);
  });

  it('of no time is nothing', () => {
    expect(planLevels(start, start, null)).toEqual([]);
  });

  it('covers any time once, without gaps', () => {
    const times = fc.tuple(fc.nat(100_000), fc.nat(5_000), fc.option(fc.integer({ min: 1, max: 3_000 })));
    fc.assert(
      fc.property(times, ([offset, length, width]) => {
        const from = start + offset * minute;
        const segments = planLevels(from, from + length * minute, width === null ? null : width * minute);
        let at = from;
        for (const segment of segments) {
          expect(segment.from).toBe(at);
          expect(segment.from % lengthOf[segment.level]).toBe(0);
          expect((segment.to - segment.from) % lengthOf[segment.level]).toBe(0);
          at = segment.to;
        }
        expect(at).toBe(from + length * minute);
      })
    );
  });
});
