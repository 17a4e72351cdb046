import fc from 'fast-check';
import { compare, firstOf, Orders, type Place } from './Orders.ts';

const place = fc.record({ key: fc.nat(5), lastSeen: fc.nat(3), id: fc.string({ minLength: 1, maxLength: 4 }) });
const distinct = fc.uniqueArray(place, { selector: ({ id }) => id, maxLength: 60 });

it('chooses what sorting all would', () => {
  fc.assert(
    fc.property(distinct, fc.integer({ min: 1, max: 10 }), (places, most) => {
      const sorted = places.toSorted(compare);
      expect(firstOf(places, most, null)).toEqual(sorted.slice(0, most));
      const after = sorted[Math.floor(sorted.length / 2)] ?? null;
      const rest = after === null ? sorted : sorted.slice(sorted.indexOf(after) + 1);
      expect(firstOf(places, most, after)).toEqual(rest.slice(0, most));
    })
  );
});

it('forgets orders that nobody asked for in a while, and what is too much', () => {
  const orders = new Orders();
  const places: Place[] = [{ key: 1, lastSeen: 1, id: 'a' }];
  const name = orders.keep(places);
  expect(orders.get(name)).toBe(places);
  const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 700_000);
  expect(orders.get(name)).toBeNull();
  later.mockRestore();
  const many = Array<Place>(300_000).fill(places[0]);
  const [first, second] = [orders.keep(many), orders.keep(many)];
  expect(orders.get(first)).toBeNull();
  expect(orders.get(second)).toBe(many);
  expect(orders.get('unknown')).toBeNull();
});
