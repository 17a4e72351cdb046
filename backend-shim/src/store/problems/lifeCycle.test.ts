import type { ProblemState } from '../tables/problemStates.ts';
import { regressed, reopened } from './lifeCycle.ts';
import { at, problem } from './testing/problem.ts';

const resolved: ProblemState = {
  ...problem,
  status: 'resolved',
  statusChangedBy: 'ada',
  statusChangedAt: new Date(300),
  revision: 4,
};
const ignored: ProblemState = { ...resolved, status: 'ignored' };
const never = {
  total: () => Promise.reject(new Error('asked for the total')),
  mostInAnHour: () => Promise.reject(new Error('asked for the rate')),
};

describe('a regression', () => {
  it('opens a resolved problem that was seen after that, from when it was', () => {
    expect(regressed(resolved, [at(500), at(400, '26.10.0'), at(10)])).toEqual({
      kind: 'regressed',
      data: { version: '26.10.0' },
      state: {
        ...resolved,
        status: 'open',
        statusChangedBy: null,
        statusChangedAt: new Date(400),
        regressedAt: new Date(400),
        revision: 5,
      },
    });
  });

  it('is none where nothing new was seen since', () => {
    expect(regressed(resolved, [at(300), at(10)])).toBeNull();
    expect(regressed(resolved, [])).toBeNull();
  });

  it.each(['open', 'ignored'] as const)('is none of a problem that is %s', (status) => {
    expect(regressed({ ...resolved, status }, [at(500)])).toBeNull();
  });

  it.each([
    ['26.9.0', false],
    ['26.8.0', false],
    ['26.10.0-rc.1', true],
    ['26.10.0', true],
    [null, false],
  ])('after it was resolved in the version after 26.9.0, in %s: %s', (version, isRegression) => {
    const found = regressed({ ...resolved, resolvedAfter: '26.9.0' }, [at(500, version)]);
    expect(found !== null).toBe(isRegression);
    expect(found?.state.resolvedAfter ?? null).toBeNull();
  });

  it('is told of the first occurrence that is one', () => {
    const found = regressed({ ...resolved, resolvedAfter: '26.9.0' }, [at(400, '26.9.0'), at(500, '26.10.0')]);
    expect(found?.state.regressedAt).toEqual(new Date(500));
  });
});

describe('an ignored problem', () => {
  it('stays ignored where nothing says until when', async () => {
    expect(await reopened(ignored, [at(900)], never)).toBeNull();
    expect(await reopened({ ...ignored, status: 'resolved', ignoredUntil: new Date(1) }, [at(900)], never)).toBeNull();
    expect(await reopened({ ...ignored, ignoredCount: 1 }, [], never)).toBeNull();
  });

  it.each([
    ['time', { ignoredUntil: new Date(800) }, 799, 800],
    ['count', { ignoredCount: 10 }, 9, 10],
    ['rate', { ignoredRate: 10 }, 9, 10],
  ] as const)('is opened by the %s', async (why, until, before, then) => {
    const open = (value: number) =>
      reopened({ ...ignored, ...until }, [at(why === 'time' ? value : 900)], {
        total: () => Promise.resolve(value),
        mostInAnHour: () => Promise.resolve(value),
      });
    expect(await open(before)).toBeNull();
    expect(await open(then)).toMatchObject({
      kind: 'reopened',
      data: { why },
      state: {
        ...ignored,
        status: 'open',
        statusChangedBy: null,
        statusChangedAt: expect.any(Date),
        revision: 5,
        ignoredUntil: null,
        ignoredCount: null,
        ignoredRate: null,
      },
    });
  });

  it('was opened after it was ignored, though what opened it came late', async () => {
    const found = await reopened({ ...ignored, ignoredCount: 6 }, [at(100)], { ...never, total: async () => 6 });
    expect(found?.state.statusChangedAt).toEqual(new Date(301));
  });
});
