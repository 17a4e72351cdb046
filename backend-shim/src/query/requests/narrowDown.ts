import type { QueryOf } from '../../../../contract/queries.ts';
import { Sketch } from '../../store/metrics/Sketch.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import type { RollupSeries } from '../../store/metrics/readRollups.ts';
import type { RollupReader } from '../shared/Rollups.ts';

/** Where the requests wanted have to be looked for. */
export interface Place {
  /** Both ends belong to each. */
  times: TimeRange[];
  /** Microseconds that they take at least. */
  atLeast: number;
  /** Whether there are no more than that. */
  isAll: boolean;
}

export interface Wanted {
  sort: QueryOf<'requests'>['sort'];
  limit: number;
  /** Whether a series holds such requests: `perhaps` where series were counted together. */
  matches: (dimensions: string[]) => boolean | 'perhaps';
}

/** Counts of a piece of time: how many requests took how long. */
interface Piece extends TimeRange {
  /** By bin of the sketches. */
  bins: Map<number, number>;
  /** The longest that there may be besides; -Infinity for none. */
  perhaps: number;
}

/**
 * Finds out from the roll-ups' sketches in which hours the slowest requests of a long time were, and how slow they
 * were (or in which the newest were): so of some millions of rows only the thousands of these hours have to be read.
 * Goes from days to hours, and where `unit` says so, to minutes. Requests within 2 % of the slowest one left out may
 * stand for each other when many hours have such.
 *
 * @param range - whole minutes
 */
export async function narrowDown(range: TimeRange, unit: number, wanted: Wanted, read: RollupReader): Promise<Place> {
  let chosen: Chosen = { pieces: [{ ...range, bins: new Map(), perhaps: -Infinity }], lowest: -Infinity, isAll: true };
  for (const width of [day, hour, minute].filter((each) => each >= unit)) {
    const pieces = await Promise.all(join(chosen.pieces).map((time) => readPieces(time, width, wanted, read)));
    const choose = wanted.sort === 'slowest' ? chooseSlowest : chooseNewest;
    const { isAll } = chosen;
    chosen = choose(pieces.flat(), wanted.limit);
    chosen.isAll &&= isAll;
  }
  const { pieces, lowest, isAll } = chosen;
  // A bin's lower bound is 1 % below what stands for it.
  const atLeast = Number.isFinite(lowest) ? Math.floor(Sketch.durationOf(lowest) * 0.985) : 0;
  return { times: join(pieces), atLeast, isAll };
}

export const minute = 60_000;
export const hour = 60 * minute;
const day = 24 * hour;

interface Chosen {
  pieces: Piece[];
  /** The shortest bin that is wanted, -Infinity for all. */
  lowest: number;
  isAll: boolean;
}

/** Pieces that hold requests longer than the shortest wanted, and of those that hold some just as long, enough. */
function chooseSlowest(pieces: Piece[], limit: number): Chosen {
  const { lowest, longer } = lowestBin(pieces, limit);
  const longest = ({ bins, perhaps }: Piece) => Math.max(perhaps, ...bins.keys());
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

function chooseNewest(pieces: Piece[], limit: number): Chosen {
  const chosen: Piece[] = [];
  let missing = limit;
  for (const piece of newestFirst(pieces)) {
    const count = [...piece.bins.values()].reduce((sum, each) => sum + each, 0);
    if (missing > 0 && (count > 0 || Number.isFinite(piece.perhaps))) {
      chosen.push(piece);
      missing -= count;
    }
  }
  return { pieces: chosen, lowest: -Infinity, isAll: missing > 0 };
}

function newestFirst(pieces: Piece[]): Piece[] {
  return pieces.toSorted((a, b) => b.from - a.from);
}

/** A time in pieces at whole multiples of a width, those at its ends smaller. */
async function readPieces(time: TimeRange, width: number, wanted: Wanted, read: RollupReader): Promise<Piece[]> {
  const end = time.to + 1;
  const first = Math.min(Math.ceil(time.from / width) * width, end);
  const last = Math.max(Math.floor(end / width) * width, first);
  const parts = [
    { from: time.from, to: first, bucketMs: null },
    { from: first, to: last, bucketMs: width },
    { from: last, to: end, bucketMs: null },
  ].filter(({ from, to }) => from < to);
  return (await Promise.all(parts.map((part) => readPart(part, wanted, read)))).flat();
}

async function readPart(
  part: { from: number; to: number; bucketMs: number | null },
  { matches }: Wanted,
  read: RollupReader
): Promise<Piece[]> {
  const width = part.bucketMs ?? part.to - part.from;
  const pieces = new Map<number, Piece>();
  const add = (series: RollupSeries[], addBin: (piece: Piece, bin: number, count: number) => void) => {
    for (const { bucket, sketch } of series) {
      const from = part.from + bucket * width;
      const piece = pieces.get(bucket) ?? { from, to: from + width - 1, bins: new Map(), perhaps: -Infinity };
      pieces.set(bucket, piece);
      sketch?.forEachBin((bin, count) => count > 0 && addBin(piece, bin, count));
    }
  };
  let perhaps = false;
  const where = (dimensions: string[]) => {
    const isMatch = matches(dimensions);
    perhaps ||= isMatch === 'perhaps';
    return isMatch === true;
  };
  const wanted = { kind: 'requests' as const, by: [], ...part };
  add(await read({ ...wanted, where }), ({ bins }, bin, count) => bins.set(bin, (bins.get(bin) ?? 0) + count));
  if (perhaps) {
    const uncertain = await read({ ...wanted, where: (dimensions) => matches(dimensions) === 'perhaps' });
    add(uncertain, (piece, bin) => (piece.perhaps = Math.max(piece.perhaps, bin)));
  }
  return [...pieces.values()];
}

/** As few as they can be. */
function join(pieces: TimeRange[]): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const { from, to } of pieces.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && last.to + 1 === from) {
      last.to = to;
    } else {
      joined.push({ from, to });
    }
  }
  return joined;
}
