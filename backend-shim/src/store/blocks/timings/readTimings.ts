import type { SpanTable } from '../../../pipeline/spans/SpanTable.ts';
import type { ByteReader } from '../ByteReader.ts';
import type { TreeWalk } from '../spans/TreeWalk.ts';
import { exactNumber } from './TimingColumns.ts';

/** A trace's own parts of the columns. */
export interface NumberColumns {
  gaps: Int32Array;
  lengths: Int32Array;
}

/**
 * The way back from {@link TimingColumns}: sets start and duration of a trace's rows.
 * @param base - microseconds, for the first row
 */
export function readTimings(
  { gaps, lengths }: NumberColumns,
  { length, parents, previous, lastChild, order }: TreeWalk,
  from: ByteReader,
  { start, duration }: SpanTable,
  first: number,
  base: number
): void {
  const loose = readLoose(gaps, lengths, length, from);
  for (let step = 0; step < 2 * length; step++) {
    const isArrival = order[step] >= 0;
    const row = isArrival ? order[step] : ~order[step];
    const at = first + row;
    const number = isArrival ? gaps[row] : lengths[row];
    const value = number >= 0 ? number : (loose.get(2 * row + (isArrival ? 0 : 1)) as number);
    const isExact = number === exactNumber;
    if (isArrival) {
      start[at] = isExact ? value : originOf(row) + value;
    } else {
      const child = lastChild[row];
      duration[at] = isExact || child < 0 ? value : start[first + child] + duration[first + child] + value - start[at];
    }
  }

  function originOf(row: number): number {
    const before = previous[row];
    if (before >= 0) {
      return start[first + before] + duration[first + before];
    }
    return parents[row] >= 0 && parents[row] < row ? start[first + parents[row]] : base;
  }
}

function readLoose(gaps: Int32Array, lengths: Int32Array, count: number, from: ByteReader): Map<number, number> {
  const loose = new Map<number, number>();
  for (let place = 0; place < 2 * count; place++) {
    const number = place % 2 === 0 ? gaps[place >> 1] : lengths[place >> 1];
    if (number < 0) {
      loose.set(place, number === exactNumber ? from.float() : from.signed());
    }
  }
  return loose;
}
