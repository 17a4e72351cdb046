import { coverageOf, type ServiceCoverage } from './coverageOf.ts';

const part = (changes: Partial<ServiceCoverage>): ServiceCoverage => ({
  service: 'shop',
  source: 'traces',
  from: 5,
  of: 50,
  complete: false,
  ...changes,
});

it('is exact for what counters tell', () => {
  expect(coverageOf([part({ source: 'metrics', from: 50, complete: true })])).toEqual({
    source: 'metrics',
    from: 50,
    of: 50,
    note: '',
  });
});

it('says how many requests have a trace', () => {
  const coverage = coverageOf([part({}), part({ service: 'b2b', from: 1, of: 10 })]);
  expect(coverage).toMatchObject({ source: 'traces', from: 6, of: 60 });
  expect(coverage.note).toBe(
    'Counted from 6 of 60 requests: the others sent no trace. A sampling rate of 1 in shop, b2b makes it complete.'
  );
});

it('does not know of how many where one sends no counters', () => {
  const coverage = coverageOf([
    part({ of: null }),
    part({ service: 'b2b', source: 'metrics', from: 9, of: 9, complete: true }),
  ]);
  expect(coverage).toMatchObject({ source: 'mixed', from: 14, of: null });
  expect(coverage.note).toMatch(/^Counted from the traces that shop sent, which may be a sample\./);
});

it('leaves out who is silent', () => {
  const silent = part({ service: 'old', from: 0, of: null });
  expect(coverageOf([silent, part({ source: 'metrics', from: 5, of: 5, complete: true })])).toMatchObject({
    source: 'metrics',
    note: '',
  });
  expect(coverageOf([silent])).toEqual({ source: 'traces', from: 0, of: 0, note: '' });
  expect(coverageOf([])).toEqual({ source: 'traces', from: 0, of: 0, note: '' });
});

it.each([
  [1_949, 1_950, ''],
  [19, 20, ''],
  [18, 19, 'Counted from 18 of 19 requests'],
  [0, 1, 'Counted from 0 of 1 requests'],
  [1_800, 1_950, 'Counted from 1800 of 1950 requests'],
])('does not take the edges of a range for a sample: %d of %d', (from, of, note) => {
  expect(coverageOf([part({ from, of })]).note.startsWith(note)).toBe(true);
  expect(coverageOf([part({ from, of })]).note === '').toBe(note === '');
});
