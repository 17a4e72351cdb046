import type { SpanTable } from '../../../pipeline/spans/SpanTable.ts';
import type { TraceSpans } from '../../../pipeline/spans/TraceSpans.ts';
import { grow } from '../bytes/grow.ts';
import type { TreeWalk } from '../spans/TreeWalk.ts';

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

  #starts = new Float64Array(1024);
  #ends = new Float64Array(1024);

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
    const largest = this.#largest;
    const { starts, ends } = this.#timesOf(table, rows);
    const loose: LooseNumber[] = [];
    for (let row = 0; row < rows.length; row++) {
      const start = starts[row];
      const before = previous[row];
      const parent = parents[row];
      const origin = before >= 0 ? ends[before] : parent >= 0 && parent < row ? starts[parent] : base;
      const gap = start - origin;
      if (gap >= 0 && gap <= largest && (gap | 0) === gap && origin + gap === start) {
        gaps[length + row] = gap;
      } else {
        const number = looseNumber(2 * row, gap, origin + gap === start, start);
        gaps[length + row] = number.isExact ? exactNumber : signedNumber;
        loose.push(number);
      }
      const duration = table.duration[rows[row]];
      const child = lastChild[row];
      const tail = child >= 0 ? ends[row] - ends[child] : duration;
      const comesBack = child < 0 || ends[child] + tail - start === duration;
      if (tail >= 0 && tail <= largest && (tail | 0) === tail && comesBack) {
        lengths[length + row] = tail;
      } else {
        const number = looseNumber(2 * row + 1, tail, comesBack, duration);
        lengths[length + row] = number.isExact ? exactNumber : signedNumber;
        loose.push(number);
      }
    }
    this.length += rows.length;
    return loose;
  }

  #timesOf({ start, duration }: SpanTable, rows: Int32Array): { starts: Float64Array; ends: Float64Array } {
    if (rows.length > this.#starts.length) {
      this.#starts = new Float64Array(2 * rows.length);
      this.#ends = new Float64Array(2 * rows.length);
    }
    const starts = this.#starts;
    const ends = this.#ends;
    for (let row = 0; row < rows.length; row++) {
      starts[row] = start[rows[row]];
      ends[row] = start[rows[row]] + duration[rows[row]];
    }
    return { starts, ends };
  }
}

function looseNumber(place: number, relative: number, comesBack: boolean, absolute: number): LooseNumber {
  const isExact = !comesBack || !Number.isInteger(relative) || Math.abs(relative) > largestSigned;
  return { place, isExact, value: isExact ? absolute : relative };
}
