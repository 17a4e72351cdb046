import { DamagedBlockError } from '../../store/blocks/DamagedBlockError.ts';
import type { WantedRollups } from '../../store/metrics/readRollups.ts';
import { shareRollups } from './shareRollups.ts';

const wanted: WantedRollups = { kind: 'requests', from: 0, to: 60_000, bucketMs: null };
const answer = [{ bucket: 0, dimensions: [], values: [1], sketch: null }];

function counting() {
  const asked: WantedRollups[] = [];
  const read = shareRollups(async (each) => {
    asked.push(each);
    each.onDamage?.(new DamagedBlockError('broken', 'somewhere'));
    return answer;
  });
  return { asked, read };
}

it('asks once for what is wanted at the same time, and again later', async () => {
  const { asked, read } = counting();
  expect(await Promise.all([read(wanted), read({ ...wanted })])).toEqual([answer, answer]);
  expect(asked).toHaveLength(1);
  await read(wanted);
  expect(asked).toHaveLength(2);
});

it('tells apart what is not the same', async () => {
  const { asked, read } = counting();
  const where = () => true;
  const all = [
    wanted,
    { ...wanted, kind: 'events' as const },
    { ...wanted, to: 120_000 },
    { ...wanted, by: ['service'] },
  ];
  await Promise.all([...all, { ...wanted, where }, { ...wanted, where }].map((each) => read(each)));
  expect(asked).toHaveLength(6);
});

it('tells everyone what is damaged', async () => {
  const { read } = counting();
  const [first, second] = [jest.fn(), jest.fn()];
  await Promise.all([read({ ...wanted, onDamage: first }), read({ ...wanted, onDamage: second }), read(wanted)]);
  expect([first, second].map((told) => told.mock.calls.length)).toEqual([1, 1]);
});

it('asks again after a failure, of which all are told', async () => {
  let times = 0;
  const read = shareRollups(async () => {
    times += 1;
    if (times === 1) {
      throw new Error('away');
    }
    return answer;
  });
  const results = await Promise.allSettled([read(wanted), read(wanted)]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await read(wanted)).toEqual(answer);
});
