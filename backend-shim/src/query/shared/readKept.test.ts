import { fakePool, noon } from '../testing/fakePool.ts';
import { readKept } from './readKept.ts';

const minute = 60_000;
const hour = 60 * minute;
const read = (firstMinute: number | null, firstHour: number | null) => {
  const dateOf = (time: number | null) => (time === null ? null : new Date(time));
  return readKept(fakePool({ metrics: [[{ firstMinute: dateOf(firstMinute), firstHour: dateOf(firstHour) }]] }).pool);
};

it.each([
  ['nothing', null, null, { first: Infinity, minutesSince: 0 }],
  ['minutes that no hour was made of yet', noon + minute, null, { first: noon + minute, minutesSince: 0 }],
  ['minutes and their hours', noon + minute, noon, { first: noon + minute, minutesSince: 0 }],
  ['hours of which the first have no minutes', noon, noon - hour, { first: noon - hour, minutesSince: noon }],
  ['hours alone', null, noon, { first: noon, minutesSince: Infinity }],
])('knows %s', async (_, firstMinute, firstHour, kept) => {
  expect(await read(firstMinute, firstHour)).toEqual(kept);
});
