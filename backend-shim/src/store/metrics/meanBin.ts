import { Sketch } from './Sketch.ts';

/** The bin of the mean of durations, from which a sketch's bins are told. */
export function meanBin(count: number, duration: number): number {
  return count === 0 ? 0 : Sketch.binOf(Math.floor(duration / count));
}
