import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import type { Series } from './Series.ts';
import { SeriesSet } from './SeriesSet.ts';

/** Keeps of each service the series that count most apart, and counts together what goes beyond the limit. */
export function foldSmallest(kind: RollupName, series: Series[], maxSeries: number): Series[] {
  if (series.length <= Math.floor((maxSeries * 3) / 4)) {
    return series;
  }
  const set = new SeriesSet(kind, maxSeries);
  const byWeight = series.map((each) => ({ each, weight: weightOf(kind, each), key: each.dimensions.join('\0') }));
  byWeight.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
  byWeight.forEach(({ each }) => set.add(each));
  return set.series();
}

/** What takes most time matters most; of what takes none, what is most. */
function weightOf(kind: RollupName, { values }: Series): number {
  const duration = (rollupKinds[kind].values as readonly string[]).indexOf('duration');
  return Math.abs(duration < 0 ? values[0] : values[duration]);
}
