import fc from 'fast-check';
import { Sketch } from '../../store/metrics/Sketch.ts';
import { fakeRollups, type Counted } from '../testing/fakeContext.ts';
import { hour, minute, narrowDown, type Wanted } from './narrowDown.ts';

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

describe.each([
  ['slowest', (request: Request) => Sketch.binOf(request.duration)],
  ['newest', (request: Request) => Math.floor(request.time / minute)],
] as const)('the place of the %s', (sort, rank) => {
  it.each([
    ['hours', hour],
    ['minutes', minute],
  ])('holds them all, by %s', async (_, unit) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 60 }),
        range,
        fc.integer({ min: 1, max: 8 }),
        async (all, time, limit) => {
          const { readRollups } = fakeRollups(all.map(asSeries));
          const place = await narrowDown(time, unit, wanted({ sort, limit }), readRollups);
          const inRange = all.filter(
            (each) => each.route === 'wanted' && each.time >= time.from && each.time <= time.to
          );
          const found = inRange.filter(
            (each) =>
              each.duration >= place.atLeast && place.times.some(({ from, to }) => each.time >= from && each.time <= to)
          );
          const best = (of: Request[]) =>
            of
              .map(rank)
              .sort((a, b) => b - a)
              .slice(0, limit);
          expect(best(found)).toEqual(best(inRange));
          expect(place.isAll).toBe(place.isAll && inRange.length === found.length);
          place.times.forEach(({ from, to }) => {
            expect(from).toBeGreaterThanOrEqual(time.from);
            expect(to).toBeLessThanOrEqual(time.to);
          });
        }
      ),
      { numRuns: 200 }
    );
  });
});

it('looks where requests were counted together, as well', async () => {
  const { readRollups } = fakeRollups(
    [
      ...[1, 2, 3].map((at) => ({ time: at * hour, duration: 50_000, route: 'wanted' })),
      { time: 10 * hour, duration: 90_000, route: '(other)' },
      { time: 11 * hour, duration: 10_000, route: '(other)' },
    ].map(asSeries)
  );
  const place = await narrowDown({ from: 0, to: day - 1 }, hour, wanted({ limit: 1 }), readRollups);
  expect(place.times).toEqual([3, 10].map((at) => ({ from: at * hour, to: (at + 1) * hour - 1 })));
});

it('takes the newest of many hours with requests just as slow', async () => {
  const all = Array.from({ length: 100 }, (_, at) => ({ time: at * hour, duration: 30_000_000 + at, route: 'wanted' }));
  const { readRollups } = fakeRollups(all.map(asSeries));
  const place = await narrowDown({ from: 0, to: 5 * day - 1 }, hour, wanted(), readRollups);
  expect(place.times).toEqual([{ from: 95 * hour, to: 100 * hour - 1 }]);
});
