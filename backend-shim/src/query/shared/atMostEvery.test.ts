import { atMostEvery } from './atMostEvery.ts';

it('asks again when the answer is too old, and not before', async () => {
  let time = 0;
  let calls = 0;
  const ask = atMostEvery(
    10,
    async () => ++calls,
    () => time
  );
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  time = 9;
  expect(await ask()).toBe(1);
  time = 10;
  expect(await ask()).toBe(2);
});

it('asks again after a failure', async () => {
  const call = jest.fn().mockRejectedValueOnce(new Error('away')).mockResolvedValueOnce('there');
  const ask = atMostEvery(10, call, () => 0);
  await expect(ask()).rejects.toThrow('away');
  expect(await ask()).toBe('there');
  expect(await ask()).toBe('there');
});
