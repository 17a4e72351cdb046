import fc from 'fast-check';
import { Sketch } from '../../store/metrics/Sketch.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { narrowDown, type Wanted } from './narrowDown.ts';

const minute = 60_000;
const hour = 60 * minute;

const day = 24 * hour;

interface Request {
  time: number;
  duration: number;
  route: string;
}

const asSeries = ({ time, duration, route }: Request): Counted => ({
  kind: 'requests',
  time,
  dimensions: { service: 'shop', rootKind: 'server', route },
  values: { traces: 1 },
  durations: [duration],
});

const wanted = (changes: Partial<Wanted> = {}): Wanted => ({
  sort: 'slowest',
  limit: 5,
  byMinute: true,
  matches: (dimensions) => dimensions.includes('wanted') || (dimensions.includes('(other)') && 'perhaps'),
  ...changes,
});

const request = fc.record({
  time: fc.integer({ min: 0, max: 5 * day - 1 }),
  duration: fc.integer({ min: 0, max: 100_000 }),
  route: fc.constantFrom('wanted', 'wanted', 'unwanted'),
});
const range = fc
  .tuple(fc.nat(5 * 24 * 60 - 1), fc.nat(5 * 24 * 60 - 1))
  .map(([a, b]) => ({ from: Math.min(a, b) * minute, to: (Math.max(a, b) + 1) * minute - 1 }));

const within = ({ time }: Request, times: TimeRange[]) => times.some(({ from, to }) => time >= from && time <= to);

describe.each([
  ['slowest', (request: Request) => Sketch.binOf(request.duration)],
  ['newest', (request: Request) => Math.floor(request.time / minute)],
] as const)('the place of the %s', (sort, rank) => {
  it.each([
    ['hours', false],
    ['minutes', true],
  ])('holds them all, unless it holds too few, by %s', async (_, byMinute) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 60 }),
        range,
        fc.integer({ min: 1, max: 8 }),
        async (all, time, most) => {
          const sources = fakeRollups(all.map(asSeries));
          const inRange = all.filter((each) => each.route === 'wanted' && within(each, [time]));
          const best = (of: Request[]) =>
            of
              .map(rank)
              .sort((a, b) => b - a)
              .slice(0, most);
          for (let limit = most; ; limit *= 4) {
            const place = await narrowDown(time, wanted({ sort, limit, byMinute }), sources);
            expect(place.times.every(({ from, to }) => from >= time.from && to <= time.to)).toBe(true);
            const found = inRange.filter((each) => each.duration >= place.atLeast && within(each, place.times));
            if (found.length >= most || place.isAll) {
              expect(best(found)).toEqual(best(inRange));
              return;
            }
            expect(limit).toBeLessThan(10_000);
          }
        }
      ),
      { numRuns: 300 }
    );
  });
});

it('looks where requests were counted together, as well', async () => {
  const sources = fakeRollups(
    [
      ...[1, 2, 3].map((at) => ({ time: at * hour, duration: 50_000, route: 'wanted' })),
      { time: 10 * hour, duration: 90_000, route: '(other)' },
      { time: 11 * hour, duration: 10_000, route: '(other)' },
    ].map(asSeries)
  );
  const place = await narrowDown({ from: 0, to: day - 1 }, wanted({ limit: 1 }), sources);
  expect(place.times).toEqual([3, 10].map((at) => ({ from: at * hour, to: at * hour + minute - 1 })));
});

it('takes the newest of many hours with requests just as slow', async () => {
  const all = Array.from({ length: 100 }, (_, at) => ({ time: at * hour, duration: 30_000_000 + at, route: 'wanted' }));
  const sources = fakeRollups(all.map(asSeries));
  const place = await narrowDown({ from: 0, to: 5 * day - 1 }, wanted(), sources);
  const latest = [95, 96, 97, 98, 99].map((at) => ({ from: at * hour, to: at * hour + minute - 1 }));
  expect(place.times).toEqual(latest);
});

it('reads the rows of whole hours that hold few', async () => {
  const all = [1, 3].map((at) => ({ time: at * hour + 7 * minute, duration: 90_000 * at, route: 'wanted' }));
  const { asked, ...sources } = fakeRollups(all.map(asSeries));
  const place = await narrowDown({ from: 0, to: day - 1 }, wanted({ byMinute: false, limit: 1 }), sources);
  expect(place).toMatchObject({ times: [{ from: 3 * hour, to: 4 * hour - 1 }], isAll: false });
  expect(place.atLeast).toBeGreaterThan(260_000);
  expect(asked).toEqual([]);
});
