import type { QueryOf } from '../../../../contract/queries.ts';
import { Sketch } from '../../store/metrics/Sketch.ts';
import type { Sources, TimeRange } from '../shared/QueryContext.ts';
import { chooseNewest, chooseSlowest, type Chosen, type Piece } from './choosePieces.ts';
import { hoursOf } from './hoursOf.ts';
import { minutesOf } from './minutesOf.ts';

/** Where the requests wanted have to be looked for. */
export interface Place {
  /** Both ends belong to each. */
  times: TimeRange[];
  /** Microseconds that they take at least. */
  atLeast: number;
  /** Whether there are none elsewhere. */
  isAll: boolean;
}

export interface Wanted {
  sort: QueryOf<'requests'>['sort'];
  limit: number;
  /** Whether hours hold so many that it is worth while to look at their minutes as well. */
  byMinute: boolean;
  /** Whether a series holds such requests: `perhaps` where series were counted together. */
  matches: (dimensions: readonly string[]) => boolean | 'perhaps';
}

/**
 * Finds out from roll-ups in which hours of a long time the slowest requests were, and how slow they were (or in which
 * the newest were): so of some millions of rows only those of some hours have to be read. Requests within 2 % of the last
 * one wanted may stand for each other when very many were just as slow.
 *
 * In the first and the last hour may be some that are beside the range: then fewer are found than are wanted, and more
 * have to be asked for.
 *
 * @param range - whole minutes
 */
export async function narrowDown(range: TimeRange, wanted: Wanted, sources: RollupSources): Promise<Place> {
  const longest = await sources.readLongest(wholeHours(range));
  const hours = choose(hoursOf(longest, wanted), wanted);
  const times = within(join(hours.pieces), range);
  if (!wanted.byMinute || times.length > mostByMinute) {
    return placeOf(times, hours);
  }
  const minutes = await Promise.all(times.map((time) => minutesOf(time, wanted, sources.readRollups)));
  const { pieces, lowest, isAll } = choose(minutes.flat(), wanted);
  // Other hours hold requests just below the shortest that was wanted of these.
  return placeOf(join(pieces), { lowest: Math.max(lowest, hours.lowest), isAll: isAll && hours.isAll });
}

/** Runs of hours. */
const mostByMinute = 50;

type RollupSources = Pick<Sources, 'readRollups' | 'readLongest'>;

function choose(pieces: Piece[], { sort, limit }: Wanted): Chosen {
  return sort === 'slowest' ? chooseSlowest(pieces, limit) : chooseNewest(pieces, limit);
}

function placeOf(times: TimeRange[], { lowest, isAll }: Pick<Chosen, 'lowest' | 'isAll'>): Place {
  // A bin's lower bound is 1 % below what stands for it.
  return { times, atLeast: Number.isFinite(lowest) ? Math.floor(Sketch.durationOf(lowest) * 0.985) : 0, isAll };
}

const hour = 3_600_000;

/** `to` is not included. */
function wholeHours({ from, to }: TimeRange): { from: number; to: number } {
  return { from: Math.floor(from / hour) * hour, to: Math.ceil((to + 1) / hour) * hour };
}

/** The parts of times that lie in a range. */
export function within(times: TimeRange[], range: TimeRange): TimeRange[] {
  return times
    .map(({ from, to }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
    .filter(({ from, to }) => from <= to);
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
