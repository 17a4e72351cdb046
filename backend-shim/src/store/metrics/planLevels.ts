import { lengthOf, type Level } from './levels.ts';

/** A run of whole buckets of one level; ms since 1970, `to` is not included. */
export interface Segment {
  level: Level;
  from: number;
  to: number;
}

const coarsestFirst: Level[] = ['day', 'hour', 'minute'];

/**
 * Covers a time by the coarsest levels that fit, none of whose buckets reaches over two of the buckets asked for.
 *
 * @param bucketMs - null for one bucket of the whole time
 */
export function planLevels(from: number, to: number, bucketMs: number | null): Segment[] {
  const width = bucketMs ?? Math.max(1, to - from);
  const segments: Segment[] = [];
  for (let at = from; at < to;) {
    const level = coarsestFirst.find((each) => fits(each, at, from, to, width)) as Level;
    const last = segments.at(-1);
    if (last?.level === level) {
      last.to += lengthOf[level];
    } else {
      segments.push({ level, from: at, to: at + lengthOf[level] });
    }
    at += lengthOf[level];
  }
  return segments;
}

function fits(level: Level, at: number, from: number, to: number, width: number): boolean {
  const end = at + lengthOf[level];
  const isWithinOne = Math.floor((at - from) / width) === Math.floor((end - 1 - from) / width);
  return level === 'minute' || (at % lengthOf[level] === 0 && end <= to && isWithinOne);
}
