import type { Occurrence } from '../pipeline/analysis.ts';
import type { ProblemState } from './tables/errors.ts';
import { applyChange } from './updateProblems.ts';

const state: ProblemState = {
  id: 'p',
  firstSeen: new Date(100),
  lastSeen: new Date(200),
  count: 5,
  status: 'open',
  statusChangedBy: null,
  statusChangedAt: null,
};
const resolved: ProblemState = { ...state, status: 'resolved', statusChangedBy: 'ada', statusChangedAt: new Date(300) };
const at = (ms: number, id = `at ${ms}`) => ({ id, time: ms * 1000 }) as Occurrence;
const was = (ms: number, id = `at ${ms}`) => ({ id, problemId: 'p', time: new Date(ms) });

it('counts the difference and widens the time', () => {
  const next = applyChange(state, { before: [was(150)], now: [at(150), at(50), at(250)] });
  expect(next).toEqual({ ...state, count: 7, firstSeen: new Date(50), lastSeen: new Date(250) });
});

it('counts down, never below nothing', () => {
  expect(applyChange(state, { before: [was(1), was(2)], now: [] }).count).toBe(3);
  expect(applyChange({ ...state, count: 1 }, { before: [was(1), was(2)], now: [] }).count).toBe(0);
});

it('opens a resolved problem that was seen after that, from when it was', () => {
  const next = applyChange(resolved, { before: [], now: [at(500), at(400), at(10)] });
  expect(next).toMatchObject({ status: 'open', statusChangedBy: null, statusChangedAt: new Date(400) });
});

it('leaves a resolved problem alone when nothing new was seen since', () => {
  expect(applyChange(resolved, { before: [], now: [at(300)] })).toMatchObject({
    status: 'resolved',
    statusChangedBy: 'ada',
  });
  // More of a trace came, whose failure was known when the problem was resolved.
  expect(applyChange(resolved, { before: [was(301)], now: [at(301)] })).toMatchObject({ status: 'resolved' });
});

it('leaves an ignored problem ignored', () => {
  expect(applyChange({ ...resolved, status: 'ignored' }, { before: [], now: [at(900)] }).status).toBe('ignored');
});
