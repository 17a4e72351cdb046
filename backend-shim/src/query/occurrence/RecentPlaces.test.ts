import { RecentPlaces } from './RecentPlaces.ts';

it('remembers the latest ones', () => {
  const recent = new RecentPlaces(2);
  recent.remember([{ id: 'a', time: 1 }, null, { id: 'b', time: 2 }]);
  recent.remember([
    { id: 'a', time: 1 },
    { id: 'c', time: 3 },
  ]);
  expect(['a', 'b', 'c'].map((id) => recent.timeOf(id))).toEqual([1, null, 3]);
});
