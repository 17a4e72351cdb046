import fc from 'fast-check';
import { RunHash } from './RunHash.ts';

function hashOf(...runs: Uint8Array[]): string {
  const hash = new RunHash();
  hash.reset();
  for (const run of runs) {
    // Within other bytes, which must not count.
    const memory = Buffer.concat([Buffer.from([1, 2, 3]), run, Buffer.from([4, 5, 6, 7, 8])]);
    hash.add(new DataView(memory.buffer, memory.byteOffset, memory.length), 3, 3 + run.length);
  }
  return `${hash.high} ${hash.low}`;
}

const bytes = fc.uint8Array({ maxLength: 20 });

describe('the hash of runs', () => {
  it('is the same for the same runs', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 3 }), (runs) => {
        expect(hashOf(...runs)).toBe(hashOf(...runs.map((run) => Uint8Array.from(run))));
      })
    );
  });

  it('is another one for other bytes, or for the same ones parted elsewhere', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 3 }), (runs) => {
        const text = runs.map((run) => Buffer.from(run).toString('hex')).join(' ');
        const content = `${runs.length} ${text}`;
        const hash = hashOf(...runs);
        expect(seen.get(hash) ?? content).toBe(content);
        seen.set(hash, content);
      }),
      { numRuns: 20_000 }
    );
  });

  it('tells every single changed bit', () => {
    const run = Uint8Array.from({ length: 23 }, (_, at) => at * 7);
    const hashes = new Set([hashOf(run)]);
    for (let bit = 0; bit < run.length * 8; bit++) {
      const changed = Uint8Array.from(run);
      changed[bit >> 3] ^= 1 << (bit & 7);
      hashes.add(hashOf(changed));
    }
    expect(hashes.size).toBe(1 + run.length * 8);
  });

  it('tells two changed bits, wherever they are', () => {
    const run = new Uint8Array(12);
    const hashes = new Set<string>();
    for (let one = 0; one < 96; one++) {
      for (let other = 0; other < one; other++) {
        const changed = Uint8Array.from(run);
        changed[one >> 3] ^= 1 << (one & 7);
        changed[other >> 3] ^= 1 << (other & 7);
        hashes.add(hashOf(changed));
      }
    }
    expect(hashes.size).toBe((96 * 95) / 2);
  });

  it('spreads over all places of a table', () => {
    const counts = new Array<number>(64).fill(0);
    for (let value = 0; value < 6_400; value++) {
      const [, low] = hashOf(Buffer.from(`block.name ANONYMOUS_${value}`)).split(' ');
      counts[Number(low) & 63] += 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(170);
  });
});
