import type { TimeRange } from '../shared/QueryContext.ts';

/** A piece of time, and what is known of the requests in it. */
export interface Piece extends TimeRange {
  /** How many there are at least, by the bin of a sketch in which their durations are. */
  bins: Map<number, number>;
  /** The bin of the longest that there may be besides; -Infinity for none. */
  perhaps: number;
}

export interface Chosen {
  pieces: Piece[];
  /** The shortest bin that is wanted, -Infinity for all. */
  lowest: number;
  /** Whether pieces that are left out hold nothing. */
  isAll: boolean;
}

/** Pieces that hold requests longer than the shortest wanted, and of those that hold some just as long, enough. */
export function chooseSlowest(pieces: Piece[], limit: number): Chosen {
  const { lowest, longer } = lowestBin(pieces, limit);
  const chosen = pieces.filter((piece) => longest(piece) > lowest);
  let missing = limit - longer - chosen.reduce((sum, { bins }) => sum + (bins.get(lowest) ?? 0), 0);
  for (const piece of newestFirst(pieces)) {
    if (missing > 0 && longest(piece) === lowest) {
      chosen.push(piece);
      missing -= piece.bins.get(lowest) ?? 0;
    }
  }
  return { pieces: chosen, lowest, isAll: !Number.isFinite(lowest) };
}

/** The latest pieces that together hold as many as are wanted. */
export function chooseNewest(pieces: Piece[], limit: number): Chosen {
  const chosen: Piece[] = [];
  let missing = limit;
  for (const piece of newestFirst(pieces)) {
    if (missing > 0 && Number.isFinite(longest(piece))) {
      chosen.push(piece);
      missing -= [...piece.bins.values()].reduce((sum, count) => sum + count, 0);
    }
  }
  return { pieces: chosen, lowest: -Infinity, isAll: missing > 0 };
}

/** The bin in which the last of the wanted ones is, and how many are in longer ones. */
function lowestBin(pieces: Piece[], limit: number): { lowest: number; longer: number } {
  const counts = new Map<number, number>();
  for (const { bins } of pieces) {
    bins.forEach((count, bin) => counts.set(bin, (counts.get(bin) ?? 0) + count));
  }
  let longer = 0;
  for (const [bin, count] of [...counts].sort(([a], [b]) => b - a)) {
    if (longer + count >= limit) {
      return { lowest: bin, longer };
    }
    longer += count;
  }
  return { lowest: -Infinity, longer };
}

function longest({ bins, perhaps }: Piece): number {
  return Math.max(perhaps, ...bins.keys());
}

function newestFirst(pieces: Piece[]): Piece[] {
  return pieces.toSorted((a, b) => b.from - a.from);
}
