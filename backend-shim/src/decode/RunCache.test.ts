import { RunCache } from './RunCache.ts';
import { RunHash } from './RunHash.ts';

function hashOf(high: number, low: number): RunHash {
  return Object.assign(new RunHash(), { high, low });
}

describe('the cache of runs', () => {
  it('finds what was put in, and nothing else', () => {
    const cache = new RunCache<string>(8);
    cache.set(hashOf(1, 2), 'a');
    // The same place in the table.
    cache.set(hashOf(2, 2), 'b');
    cache.set(hashOf(2, 18), 'c');
    expect([hashOf(1, 2), hashOf(2, 2), hashOf(2, 18)].map((hash) => cache.get(hash))).toEqual(['a', 'b', 'c']);
    expect([hashOf(3, 2), hashOf(2, 34), hashOf(-1, -2)].map((hash) => cache.get(hash))).toEqual(
      Array(3).fill(undefined)
    );
  });

  it('replaces what was put in before', () => {
    const cache = new RunCache<string>(8);
    cache.set(hashOf(1, 2), 'a');
    cache.set(hashOf(1, 2), 'b');
    expect(cache.get(hashOf(1, 2))).toBe('b');
  });

  it('keeps what is asked for, and forgets what is not', () => {
    const cache = new RunCache<number>(16);
    cache.set(hashOf(-7, -7), -7);
    for (let at = 0; at < 10_000; at++) {
      cache.set(hashOf(at, at * 31), at);
      expect(cache.get(hashOf(-7, -7))).toBe(-7);
      expect(cache.get(hashOf(at, at * 31))).toBe(at);
    }
    const kept = Array.from({ length: 10_000 }, (_, at) => cache.get(hashOf(at, at * 31))).filter(
      (value) => value !== undefined
    );
    expect(kept.length).toBeLessThanOrEqual(32);
    expect(kept.length).toBeGreaterThan(0);
  });

  it('keeps fewer of what is heavy', () => {
    const cache = new RunCache<number>(1024, 100);
    for (let at = 0; at < 1_000; at++) {
      cache.set(hashOf(at, at), at, 40);
    }
    const kept = Array.from({ length: 1_000 }, (_, at) => cache.get(hashOf(at, at))).filter(
      (value) => value !== undefined
    );
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.length).toBeLessThanOrEqual(4);
  });
});
