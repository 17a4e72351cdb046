import fc from 'fast-check';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { decodeSeries } from './decodeSeries.ts';
import { encodeSeries } from './encodeSeries.ts';
import { reduceBlock } from './reduceBlock.ts';
import type { Series } from './Series.ts';
import type { SeriesBlock } from './SeriesBlock.ts';
import { seriesVersion } from './seriesFormat.ts';
import { SeriesSet } from './SeriesSet.ts';
import { arbitraryContribution } from './testing/arbitraryContribution.ts';
import { sumsOf } from './testing/sumsOf.ts';

const kinds = Object.keys(rollupKinds) as RollupName[];

function arbitraryBlock(kind: RollupName): fc.Arbitrary<SeriesBlock> {
  const series = fc.array(arbitraryContribution(kind), { maxLength: 20 }).map((contributions) => {
    const set = new SeriesSet(kind, 1_000);
    contributions.forEach((contribution) => set.addContribution(contribution, 1));
    return set.series();
  });
  const buckets = fc.array(series, { minLength: 1, maxLength: 4 });
  return buckets.map((all) => decodeSeries(kind, encodeSeries(kind, all, 1), seriesVersion));
}

/** The same by way of objects. */
function reduced(kind: RollupName, series: Series[], by: boolean[]): Series[] {
  const set = new SeriesSet(kind, 1_000);
  for (const { dimensions, values } of series) {
    const left = dimensions.map((value, at) => (by[at] ? value : ''));
    set.add({ dimensions: left, values, sketch: null });
  }
  return set.series().map((each) => ({ ...each, sketch: null }));
}

const isTelling = ({ values }: Series) => values.some((value) => value !== 0);

it.each(kinds)('keeps the sums of %s by the dimensions that are left, minute by minute', (kind) => {
  const by = fc.tuple(...rollupKinds[kind].dimensions.slice(1).map(() => fc.boolean()));
  fc.assert(
    fc.property(arbitraryBlock(kind), by, (block, others) => {
      const kept = [true, ...others];
      const small = reduceBlock(block, kept);
      const expected = block.seriesByBucket().map((series) => sumsOf(reduced(kind, series, kept)));
      expect(small.seriesByBucket().map((series) => sumsOf(series.filter(isTelling)))).toEqual(expected);
    }),
    { numRuns: 50 }
  );
});

it('is much smaller', () => {
  const set = new SeriesSet('requests', 10_000);
  for (let at = 0; at < 1_000; at++) {
    const dimensions = ['shop', '1', 'frontend', 'server', `route ${at}`, 'GET', '200', '26.9.0'];
    set.addContribution(
      { kind: 'requests', minute: 0, dimensions, values: [1, 0, at, 1, 1, 1, 0], durations: [at] },
      1
    );
  }
  const block = decodeSeries('requests', encodeSeries('requests', [set.series()], 1), seriesVersion);
  const by = rollupKinds.requests.dimensions.map((name) =>
    (rollupKinds.requests.coarse as readonly string[]).includes(name)
  );
  expect(reduceBlock(block, by).size).toBeLessThan(block.size / 50);
});
