import { judgeTrend, type TrendWords } from './judgeTrend';

const errors: TrendWords = { rise: 'bad', more: 'more', less: 'fewer', counts: true };
const orders: TrendWords = { ...errors, rise: 'good' };
const duration: TrendWords = { rise: 'bad', more: 'slower', less: 'faster', counts: false };

function trend(value: number | null, previous: number | null, words: TrendWords) {
  const change = value === null || !previous ? null : (value - previous) / previous;
  return judgeTrend({ value, previous, change }, words);
}

test('fewer errors are good, more are bad', () => {
  expect(trend(30, 60, errors)).toEqual({ verdict: 'better', text: '50 % fewer than before' });
  expect(trend(90, 60, errors)).toEqual({ verdict: 'worse', text: '50 % more than before' });
});

test('fewer orders are bad, more are good', () => {
  expect(trend(30, 60, orders).verdict).toBe('worse');
  expect(trend(90, 60, orders).verdict).toBe('better');
});

test('a time is faster or slower', () => {
  expect(trend(176, 200, duration)).toEqual({ verdict: 'better', text: '12 % faster than before' });
  expect(trend(300, 200, duration)).toEqual({ verdict: 'worse', text: '50 % slower than before' });
});

test('small counts are compared as numbers', () => {
  expect(trend(2, 1, errors)).toEqual({ verdict: 'worse', text: '1 more than before' });
  expect(trend(5, 8, errors)).toEqual({ verdict: 'better', text: '3 fewer than before' });
});

test('a multiple reads easier than thousands of percent', () => {
  expect(trend(400, 20, errors).text).toBe('20 times as many as before');
  expect(trend(4_000, 200, duration).text).toBe('20 times as long as before');
});

test('what hardly differs is called the same', () => {
  expect(trend(201, 200, duration)).toEqual({ verdict: 'same', text: 'Same as before' });
  expect(trend(0, 0, errors)).toEqual({ verdict: 'same', text: 'None before either' });
});

test('from none at all there is no percentage', () => {
  expect(trend(5, 0, errors)).toEqual({ verdict: 'worse', text: 'None before' });
});

test('what is not known is neither good nor bad', () => {
  expect(trend(null, 4, duration).verdict).toBe('unknown');
  expect(trend(4, null, duration).verdict).toBe('unknown');
});
