import type { Sketch } from './Sketch.ts';

/** A combination of a kind's dimensions, with what was summed up of it. */
export interface Series {
  /** In the order of the kind's dimensions. */
  dimensions: string[];
  /** In the order of the kind's values. */
  values: number[];
  /** Null for kinds without one. */
  sketch: Sketch | null;
}
