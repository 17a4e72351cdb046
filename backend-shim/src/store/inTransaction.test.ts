import type { Pool } from 'mysql2/promise';
import { RetryableError } from '../pipeline/errors.ts';
import { inTransaction } from './inTransaction.ts';

const deadlock = Object.assign(new Error('Deadlock found'), { errno: 1213 });
const lost = Object.assign(new Error('lost'), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });

function makePool() {
  const calls: string[] = [];
  const note = (name: string) => async () => void calls.push(name);
  const connection = {
    query: note('isolation'),
    beginTransaction: note('begin'),
    commit: note('commit'),
    release: () => calls.push('release'),
    destroy: () => calls.push('destroy'),
  };
  return { calls, pool: { getConnection: async () => connection } as unknown as Pool };
}

/** Fails with each error in turn, then succeeds. */
function failing(...errors: Error[]) {
  return async () => {
    const error = errors.shift();
    if (error) {
      throw error;
    }
    return 'done';
  };
}

it('commits, and gives the connection back', async () => {
  const { calls, pool } = makePool();
  expect(await inTransaction(pool, failing())).toBe('done');
  expect(calls).toEqual(['isolation', 'begin', 'commit', 'release']);
});

it('tries again after deadlocks, each time on a fresh connection', async () => {
  const { calls, pool } = makePool();
  expect(await inTransaction(pool, failing(deadlock, deadlock))).toBe('done');
  expect(calls.filter((call) => call === 'destroy')).toHaveLength(2);
  expect(calls.filter((call) => call === 'commit')).toHaveLength(1);
});

it('tries a lost connection once more, then leaves it to the caller', async () => {
  expect(await inTransaction(makePool().pool, failing(lost))).toBe('done');
  await expect(inTransaction(makePool().pool, failing(lost, lost))).rejects.toThrow(RetryableError);
});

it('gives up on endless deadlocks, and says that the caller may try again', async () => {
  const endless = failing(...Array<Error>(20).fill(deadlock));
  await expect(inTransaction(makePool().pool, endless)).rejects.toThrow(/cannot store now: Deadlock found/);
});

it('throws what will not pass as it is, at once', async () => {
  const { calls, pool } = makePool();
  const fault = new TypeError('a fault');
  await expect(inTransaction(pool, failing(fault))).rejects.toBe(fault);
  expect(calls).toEqual(['isolation', 'begin', 'destroy']);
});
