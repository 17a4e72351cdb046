import type { LongestOfHours } from '../../store/metrics/readLongestRequests.ts';
import type { Piece } from './choosePieces.ts';
import type { Wanted } from './narrowDown.ts';

const hour = 3_600_000;
/** Above every bin of a sketch. */
const mostBins = 4_096;

/**
 * What hours tell of the requests wanted: of each of their series, the longest. Bins so short that none of the wanted
 * can be in them are left out, as there are very many.
 */
export function hoursOf({ hours, dimensions }: LongestOfHours, { sort, limit, matches }: Wanted): Piece[] {
  // Each combination is looked at once, whatever the number of hours.
  const isMatch = dimensions.map((each) => matches(each));
  const shortest = sort === 'slowest' ? shortestBin(hours, isMatch, limit) : -Infinity;
  const pieces = new Map<number, Piece>();
  for (const { from, combinations, bins, counts } of hours) {
    for (let at = 0; at < bins.length; at++) {
      const match = isMatch[combinations[at]];
      if (counts[at] > 0 && bins[at] >= shortest && match !== false) {
        const piece = pieces.get(from) ?? { from, to: from + hour - 1, bins: new Map(), perhaps: -Infinity };
        pieces.set(from, piece);
        if (match === true) {
          piece.bins.set(bins[at], (piece.bins.get(bins[at]) ?? 0) + counts[at]);
        } else {
          piece.perhaps = Math.max(piece.perhaps, bins[at]);
        }
      }
    }
  }
  return [...pieces.values()];
}

/** The bin above which, or in which, there are as many as wanted; -Infinity where there are fewer. */
function shortestBin(hours: LongestOfHours['hours'], isMatch: Array<boolean | 'perhaps'>, limit: number): number {
  // Bins may be -1.
  const sums = new Float64Array(mostBins + 1);
  for (const { combinations, bins, counts } of hours) {
    for (let at = 0; at < bins.length; at++) {
      if (counts[at] > 0 && isMatch[combinations[at]] === true) {
        sums[bins[at] + 1] += counts[at];
      }
    }
  }
  let sum = 0;
  for (let at = mostBins; at >= 0; at--) {
    sum += sums[at];
    if (sum >= limit) {
      return at - 1;
    }
  }
  return -Infinity;
}
