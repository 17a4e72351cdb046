import type { TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';
import { grow } from '../grow.ts';
import type { TreeWalk } from '../TreeWalk.ts';

/** In a column: the number stands in the details, as a signed varint or, where rounding would change it, as a double. */
export const signedNumber = -1;
export const exactNumber = -2;

/** A number that does not fit into the columns. */
export interface LooseNumber {
  /** Twice the row, and one more for a duration. */
  place: number;
  isExact: boolean;
  value: number;
}

/** Signed varints reach to 2^52. */
const largestSigned = 2 ** 51;

/**
 * Times of all rows of a block as small numbers, microseconds. A row's *gap* is from the end of the row that closed
 * before it under the same parent, or from the parent's start where it is the first. Its *length* is its duration, or
 * where it has children, from the end of the last one.
 */
export class TimingColumns {
  length = 0;
  gaps = new Int32Array(1024);
  lengths = new Int32Array(1024);
  readonly #largest: number;

  /** @param largest - that the columns can hold */
  constructor(largest: number) {
    this.#largest = largest;
  }

  /**
   * @param base - microseconds, for the first row
   * @returns what did not fit, in order
   */
  add({ table, rows }: TraceSpans, { parents, previous, lastChild }: TreeWalk, base: number): LooseNumber[] {
    const { length } = this;
    this.gaps = grow(this.gaps, length + rows.length);
    this.lengths = grow(this.lengths, length + rows.length);
    const { gaps, lengths } = this;
    const { start, duration } = table;
    const largest = this.#largest;
    const loose: LooseNumber[] = [];
    for (let row = 0; row < rows.length; row++) {
      const at = rows[row];
      const from = start[at];
      const before = previous[row];
      const parent = parents[row];
      const origin =
        before >= 0
          ? start[rows[before]] + duration[rows[before]]
          : parent >= 0 && parent < row
            ? start[rows[parent]]
            : base;
      const gap = from - origin;
      if (gap >= 0 && gap <= largest && (gap | 0) === gap && origin + gap === from) {
        gaps[length + row] = gap;
      } else {
        const number = looseNumber(2 * row, gap, origin + gap === from, from);
        gaps[length + row] = number.isExact ? exactNumber : signedNumber;
        loose.push(number);
      }
      const last = lastChild[row];
      const childEnd = last >= 0 ? start[rows[last]] + duration[rows[last]] : from;
      const long = duration[at];
      const tail = last >= 0 ? from + long - childEnd : long;
      const fits = last < 0 || childEnd + tail - from === long;
      if (tail >= 0 && tail <= largest && (tail | 0) === tail && fits) {
        lengths[length + row] = tail;
      } else {
        const number = looseNumber(2 * row + 1, tail, fits, long);
        lengths[length + row] = number.isExact ? exactNumber : signedNumber;
        loose.push(number);
      }
    }
    this.length += rows.length;
    return loose;
  }
}

function looseNumber(place: number, relative: number, comesBack: boolean, absolute: number): LooseNumber {
  const isExact = !comesBack || !Number.isInteger(relative) || Math.abs(relative) > largestSigned;
  return { place, isExact, value: isExact ? absolute : relative };
}
