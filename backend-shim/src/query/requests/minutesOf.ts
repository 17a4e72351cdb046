import type { RollupSeries } from '../../store/metrics/readRollups.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import type { RollupReader } from '../shared/Rollups.ts';
import type { Piece } from './choosePieces.ts';
import type { Wanted } from './narrowDown.ts';

const minute = 60_000;

/** What the minutes of a time tell of the requests wanted: of all how long they took. */
export async function minutesOf(time: TimeRange, { matches }: Wanted, read: RollupReader): Promise<Piece[]> {
  const pieces = new Map<number, Piece>();
  const add = (series: RollupSeries[], addBin: (piece: Piece, bin: number, count: number) => void) => {
    for (const { bucket, sketch } of series) {
      const from = time.from + bucket * minute;
      const piece = pieces.get(bucket) ?? { from, to: from + minute - 1, bins: new Map(), perhaps: -Infinity };
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
  const wanted = { kind: 'requests' as const, from: time.from, to: time.to + 1, bucketMs: minute, by: [] };
  add(await read({ ...wanted, where }), ({ bins }, bin, count) => bins.set(bin, (bins.get(bin) ?? 0) + count));
  if (perhaps) {
    const uncertain = await read({ ...wanted, where: (dimensions) => matches(dimensions) === 'perhaps' });
    add(uncertain, (piece, bin) => (piece.perhaps = Math.max(piece.perhaps, bin)));
  }
  return [...pieces.values()];
}
