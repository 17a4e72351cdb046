import type { Pool } from 'mysql2/promise';
import type { Problems } from './Problems.ts';
import { createProblems } from './createProblems.ts';

const noon = Date.UTC(2026, 10, 23, 12);

interface Stored {
  id: string;
  updatedAt: number;
  title?: string;
  mergedInto?: string;
}

/** A table of problems on a clock that is told. */
function table() {
  const rows = new Map<string, Stored>();
  const asked: Array<{ sql: string; values: unknown[] }> = [];
  const state = { now: noon / 1000, delay: Promise.resolve() as Promise<unknown>, fail: false };
  const query = async (sql: string, values: number[]) => {
    asked.push({ sql, values });
    if (state.fail) {
      throw new Error('away');
    }
    if (/UNIX_TIMESTAMP/.test(sql) && !/FROM maho/.test(sql)) {
      return [[{ now: String(state.now) }]];
    }
    const found = [...rows.values()].filter(({ updatedAt }) => values.length === 0 || updatedAt >= values[0]);
    const answer = [found.map(rowOf)];
    await state.delay;
    return answer;
  };
  const write = (id: string, changes: Partial<Stored> = {}) => rows.set(id, { id, updatedAt: state.now, ...changes });
  return { pool: { query } as unknown as Pool, state, rows, asked, write };
}

function rowOf({ id, title = 'It broke', mergedInto }: Stored) {
  return {
    ...{ id: Buffer.from(id.repeat(32), 'hex'), title, type: 'TypeError', file: 'Tax.php', line: 5, route: null },
    ...{ status: 'open', handled: 0, firstSeen: new Date(noon), lastSeen: new Date(noon), occurrences: '3' },
    ...{ assignee: null, regressedAt: null, revision: 0, message: 'It BROKE' },
    mergedInto: mergedInto === undefined ? null : Buffer.from(mergedInto.repeat(32), 'hex'),
  };
}

const idOf = (digit: string) => digit.repeat(32);
const idsOf = (problems: Problems, digit: string) => problems.idsOf(problems.get(idOf(digit))!);

it('reads all once, then what changed, with some time before', async () => {
  const { pool, state, asked, write } = table();
  write('1');
  write('2');
  const read = createProblems(pool);
  expect((await read()).get(idOf('1'))).toMatchObject({ title: 'It broke', route: '', occurrences: 3 });
  expect((await read()).get(idOf('1'))?.text).toContain('it broke\ntypeerror:\ntax.php:5');
  state.now += 100;
  write('1', { title: 'Anew' });
  expect((await read()).get(idOf('1'))?.title).toBe('Anew');
  const reads = asked.filter(({ sql }) => /FROM maho/.test(sql)).map(({ values }) => values);
  expect(reads).toEqual([[], [noon / 1000 - 30], [noon / 1000 - 30]]);
});

it('tells merged ones as one, and apart again', async () => {
  const { pool, state, write } = table();
  write('1');
  write('2', { mergedInto: '1' });
  write('3', { mergedInto: '2' });
  write('4', { mergedInto: '9' });
  write('5', { mergedInto: '6' });
  write('6', { mergedInto: '5' });
  const read = createProblems(pool);
  const merged = await read();
  expect(merged.targetOf(idOf('3'))?.id).toBe(idOf('1'));
  expect(idsOf(merged, '1').sort()).toEqual([idOf('1'), idOf('2'), idOf('3')]);
  expect(merged.targetOf(idOf('4'))?.id).toBe(idOf('4'));
  expect(merged.targetOf(idOf('5'))).not.toBeNull();
  expect(merged.targetOf(idOf('7'))).toBeNull();
  state.now += 1;
  write('2');
  const apart = await read();
  expect(apart.targetOf(idOf('3'))?.id).toBe(idOf('2'));
  expect(idsOf(apart, '1')).toEqual([idOf('1')]);
});

it('answers nobody with what was read before they asked', async () => {
  const { pool, state, write } = table();
  write('1');
  const read = createProblems(pool);
  let release = () => undefined as void;
  state.delay = new Promise<void>((resolve) => (release = resolve));
  const before = read();
  await new Promise(setImmediate);
  write('2');
  const after = [read(), read()];
  release();
  await before;
  for (const problems of await Promise.all(after)) {
    expect(problems.get(idOf('2'))).toBeDefined();
  }
});

it('recovers when the database was away', async () => {
  const { pool, state, write } = table();
  write('1');
  const read = createProblems(pool);
  state.fail = true;
  await expect(Promise.all([read(), read()])).rejects.toThrow('away');
  state.fail = false;
  expect((await read()).get(idOf('1'))).toBeDefined();
});

it('notices in time that problems are gone', async () => {
  const { pool, state, rows, write } = table();
  write('1');
  write('2');
  const read = createProblems(pool);
  await read();
  rows.delete('2');
  const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 700_000);
  state.now += 700;
  await read();
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect((await read()).get(idOf('2'))).toBeUndefined();
  expect((await read()).get(idOf('1'))).toBeDefined();
  later.mockRestore();
});
