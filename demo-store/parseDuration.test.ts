import { parseDuration } from './parseDuration.ts';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1.5h', 5_400_000],
    ['2d', 172_800_000],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '5', 'h', '-1h', '1 week'])('refuses "%s"', (text) =>
    expect(() => parseDuration(text)).toThrow('A duration is')
  );
});
