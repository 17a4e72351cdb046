import { TextCache } from './TextCache.ts';

describe('the cache of texts', () => {
  it('finds what was put in', () => {
    const cache = new TextCache<number>(100);
    cache.set('a', 0);
    expect([cache.get('a'), cache.get('b')]).toEqual([0, undefined]);
  });

  it('keeps what is asked for, and forgets what is not', () => {
    const cache = new TextCache<number>(100);
    cache.set('kept', -1);
    for (let at = 0; at < 1_000; at++) {
      cache.set(`text ${at}`, at);
      expect(cache.get('kept')).toBe(-1);
    }
    expect(cache.get('text 999')).toBe(999);
    expect(cache.get('text 900')).toBeUndefined();
  });
});
