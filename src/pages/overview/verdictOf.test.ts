import type { Comparison } from '../../shared/figures/Comparison';
import type { ProblemRow } from '../../../contract/rows';
import { verdictOf, type VerdictFacts } from './verdictOf';

function figure(value: number | null, previous: number | null): Comparison {
  return {
    value,
    previous,
    change: value === null || !previous ? null : (value - previous) / previous,
    coverage: null,
  };
}

const facts: VerdictFacts = {
  errors: figure(0, 0),
  requests: figure(1_000, 1_000),
  duration: figure(200, 200),
  problems: [],
  moreProblems: false,
  from: 1_000,
  formatTime: (time) => `t${time}`,
  lastReceived: '',
};

const seenFrom = (firstSeen: number) => ({ firstSeen }) as ProblemRow;

test('quiet is said only when requests came and none failed', () => {
  expect(verdictOf(facts)).toEqual({ level: 'good', sentence: 'All quiet: no errors in this time range.' });
  expect(verdictOf({ ...facts, requests: figure(0, 10) }).level).toBe('unknown');
  expect(verdictOf({ ...facts, requests: figure(null, null), errors: figure(null, null) }).level).toBe('unknown');
});

test('where nothing came it says when something did', () => {
  const { sentence } = verdictOf({ ...facts, requests: figure(0, 0), lastReceived: '2 days ago' });
  expect(sentence).toBe('No request was received in this time range. The last data came 2 days ago.');
});

test('a sample without errors is said to be one', () => {
  const coverage = { source: 'traces', from: 10, of: 100, note: '' } as const;
  expect(verdictOf({ ...facts, errors: { ...facts.errors, coverage } }).sentence).toBe(
    'All quiet: no errors in the sampled requests.'
  );
});

test('a shop that got slower is not quiet', () => {
  expect(verdictOf({ ...facts, duration: figure(268, 200) })).toEqual({
    level: 'bad',
    sentence: 'No errors, but responses take 34 % longer than in the time before.',
  });
  expect(verdictOf({ ...facts, duration: figure(230, 200) }).level).toBe('good');
});

test('errors are told with open problems, the new among them, and the trend', () => {
  const problems = [seenFrom(500), seenFrom(2_000), seenFrom(1_500)];
  expect(verdictOf({ ...facts, errors: figure(42, 30), problems })).toEqual({
    level: 'bad',
    sentence: '42 errors, 40 % more than in the time before; 3 problems open, 2 of them new since t1500.',
  });
});

test('one error is one error', () => {
  expect(verdictOf({ ...facts, errors: figure(1, 1), problems: [seenFrom(0)] }).sentence).toBe(
    '1 error, as many as in the time before; 1 problem open.'
  );
});

test('more problems than were counted are told as more', () => {
  const sentence = verdictOf({
    ...facts,
    errors: figure(900, 0),
    problems: [seenFrom(0), seenFrom(0)],
    moreProblems: true,
  }).sentence;
  expect(sentence).toBe('900 errors, none in the time before; more than 2 problems open.');
});
