import fc from 'fast-check';
import { compareVersions } from './compareVersions.ts';

const rising = [
  'trunk',
  '9.12.0',
  '26.9',
  '26.9.0-nightly.3',
  '26.9.0-dev',
  '26.9.0-alpha1',
  '26.9.0-beta.2',
  '26.9.0-rc.1',
  '26.9.0-rc.2',
  '26.9.0-RC10',
  '26.9.0',
  '26.9.0-p1',
  '26.9.0-p2',
  '26.9.1',
  '26.10.0',
  '27.0.0',
];

it.each(rising.slice(1).map((later, at) => [rising[at], later]))('%j is older than %j', (earlier, later) => {
  expect(compareVersions(earlier, later)).toBeLessThan(0);
  expect(compareVersions(later, earlier)).toBeGreaterThan(0);
});

it.each([
  ['v26.9.0', '26.9.0'],
  ['26.9.0+build.7', '26.9.0'],
  ['26.9.0_RC1', '26.9.0-rc.1'],
  ['26.09.0', '26.9.0'],
  [' 26.9.0', '26.9.0'],
])('%j is the same as %j', (a, b) => {
  expect(compareVersions(a, b)).toBe(0);
});

it('orders whatever is told', () => {
  const version = fc.oneof(fc.constantFrom(...rising), fc.string(), fc.stringMatching(/^[0-9ab.p-]{0,12}$/));
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }
    })
  );
});
