import { formatCount } from '../text/formatCount';
import type { Comparison } from './Comparison';

export type TrendVerdict = 'better' | 'worse' | 'same' | 'unknown';

export interface Trend {
  verdict: TrendVerdict;
  /** Words such as `5 fewer than before`. */
  text: string;
}

export interface TrendWords {
  /** Whether a rise is good or bad. */
  rise: 'good' | 'bad';
  more: string;
  less: string;
  /** Of counts: small ones are compared as numbers, since "100 % more" of one says little. */
  counts: boolean;
}

/** Beneath this share a difference is called none. */
const negligible = 0.01;
const smallCount = 20;
/** From here on a multiple reads easier than a percentage. */
const multiple = 10;

/** Says in words how a figure compares to the time before, and whether that is good. */
export function judgeTrend({ value, previous, change }: Omit<Comparison, 'coverage'>, words: TrendWords): Trend {
  if (value === null || previous === null) {
    return { verdict: 'unknown', text: 'Nothing to compare with' };
  }
  if (value === previous || (change !== null && Math.abs(change) < negligible)) {
    return { verdict: 'same', text: value === 0 ? 'None before either' : 'Same as before' };
  }
  const rises = value > previous;
  const verdict = rises === (words.rise === 'good') ? 'better' : 'worse';
  if (previous === 0) {
    return { verdict, text: 'None before' };
  }
  const word = rises ? words.more : words.less;
  if (change === null || (words.counts && previous < smallCount)) {
    return { verdict, text: `${formatCount(Math.abs(value - previous))} ${word} than before` };
  }
  if (change >= multiple - 1) {
    const times = formatCount(Math.round(change + 1));
    return { verdict, text: `${times} times as ${words.counts ? 'many' : 'long'} as before` };
  }
  return { verdict, text: `${formatShare(change)} ${word} than before` };
}

/** A share in percent without its sign: `40 %`. */
export function formatShare(change: number): string {
  return `${Math.round(Math.abs(change) * 100)} %`;
}
