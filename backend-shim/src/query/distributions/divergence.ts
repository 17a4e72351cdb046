import type { Counts } from './Dimensions.ts';

/** A few occurrences are always different from the whole: so many like all others are added to them. */
const prior = 5;

/**
 * How much occurrences differ from all requests in one dimension: the Jensen-Shannon divergence of their shares, from 0
 * (no difference) to 1 (nothing in common). 0 where either is not known.
 */
export function divergence(own: Counts, all: Counts): number {
  const [ofOwn, ofAll] = [sum(own), sum(all)];
  if (ofOwn === 0 || ofAll === 0) {
    return 0;
  }
  let bits = 0;
  for (const value of new Set([...own.keys(), ...all.keys()])) {
    const q = (all.get(value) ?? 0) / ofAll;
    const p = ((own.get(value) ?? 0) + prior * q) / (ofOwn + prior);
    const middle = (p + q) / 2;
    bits += (p > 0 ? p * Math.log2(p / middle) : 0) + (q > 0 ? q * Math.log2(q / middle) : 0);
  }
  return Math.min(1, Math.max(0, bits / 2));
}

function sum(counts: Counts): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}
