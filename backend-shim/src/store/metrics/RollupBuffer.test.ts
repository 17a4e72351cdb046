import fc from 'fast-check';
import { otherSeries, rollupKinds, type Contribution, type RollupName } from '../../pipeline/rollups.ts';
import { decodeSeries } from './decodeSeries.ts';
import { RollupBuffer, type MetricsPart } from './RollupBuffer.ts';
import type { Series } from './Series.ts';
import { arbitraryContribution } from './testing/arbitraryContribution.ts';
import { sumsOf } from './testing/sumsOf.ts';

const kinds = Object.keys(rollupKinds) as RollupName[];

function read({ kind, body, version }: MetricsPart): Series[] {
  return decodeSeries(kind, body, version).seriesByBucket()[0];
}

function request(route: string, parts: Partial<Contribution> = {}): Contribution {
  return {
    kind: 'requests',
    minute: 5,
    dimensions: ['shop', '1', 'frontend', 'server', route, 'GET', '200', '26.9.0'],
    values: [1, 0, 1_000, 190, 40, 500, 0],
    durations: [1_000],
    ...parts,
  };
}

describe('a buffer', () => {
  it('gives a part for each kind and minute', () => {
    const buffer = new RollupBuffer(100);
    buffer.add([request('a'), request('a'), request('b', { minute: 6 })], 1);
    const parts = buffer.take();
    expect(parts).toMatchObject([
      { kind: 'requests', bucketStart: 300_000, seriesCount: 1 },
      { kind: 'requests', bucketStart: 360_000, seriesCount: 1 },
    ]);
    expect(read(parts[0])[0]).toMatchObject({ values: [2, 0, 2_000, 380, 80, 1_000, 0] });
    expect(buffer.take()).toEqual([]);
  });

  it('gives the same in whatever order things are added', () => {
    const minutes = fc.constantFrom(1, 2);
    const contributions = fc.array(fc.oneof(...kinds.map((kind) => arbitraryContribution(kind, minutes))), {
      maxLength: 60,
    });
    const shuffledTwin = contributions.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))
    );
    fc.assert(
      fc.property(shuffledTwin, ([some, others]) => {
        expect(taken(others)).toEqual(taken(some));
      })
    );
  });

  it('gives nothing of what was taken back, whenever', () => {
    const contributions = fc.array(fc.oneof(...kinds.map((kind) => arbitraryContribution(kind))));
    fc.assert(
      fc.property(contributions, contributions, (some, others) => {
        const buffer = new RollupBuffer(1_000);
        buffer.add(some, -1);
        buffer.add(others, 1);
        buffer.add(some, 1);
        buffer.add(others, -1);
        expect(buffer.take()).toEqual([]);
      })
    );
  });

  it('knows series by content where their arrays are not the same', () => {
    const buffer = new RollupBuffer(100);
    const same = request('a');
    buffer.add([same, same, request('a'), { ...request('a'), dimensions: same.dimensions }], 1);
    expect(buffer.take()).toMatchObject([{ seriesCount: 1 }]);
  });

  it('names the texts of a dimension, each once', () => {
    const buffer = new RollupBuffer(2);
    buffer.add([request('a'), request('a'), request('b', { minute: 6 }), request('c', { minute: 6 })], 1);
    expect(buffer.valuesOf('requests', 'route')).toEqual(['a', 'b']);
    expect(buffer.valuesOf('queries', 'query')).toEqual([]);
  });
});

describe('more series than the limit', () => {
  const limit = 100;

  it('cost no more than it, and are counted exactly, by store and status as well', () => {
    const buffer = new RollupBuffer(limit);
    const requests = 1_000_000;
    const batch: Contribution[] = [];
    for (let number = 0; number < requests; number++) {
      const status = number % 4 === 0 ? '404' : '200';
      const dimensions = ['shop', String(number % 2), 'frontend', 'server', `path/${number}`, 'GET', status, ''];
      batch.push({
        kind: 'requests',
        minute: 0,
        dimensions,
        values: [1, 0, number, 1, 0, 0, 0],
        durations: [number % 1_000],
      });
      if (batch.length === 1_000) {
        buffer.add(batch.splice(0), 1);
      }
    }
    const [part] = buffer.take();
    expect(part.seriesCount).toBeLessThanOrEqual(limit);
    const series = read(part);
    const sum = (where: (each: Series) => boolean, at: number) =>
      series.filter(where).reduce((all, { values }) => all + values[at], 0);
    expect(sum(() => true, 0)).toBe(requests);
    expect(sum(() => true, 2)).toBe((requests * (requests - 1)) / 2);
    expect(sum(({ dimensions }) => dimensions[6] === '404', 0)).toBe(requests / 4);
    expect(sum(({ dimensions }) => dimensions[1] === '1' && dimensions[3] === 'server', 0)).toBe(requests / 2);
    expect(series.reduce((all, { sketch }) => all + sketch!.count, 0)).toBe(requests);
    expect(
      series.filter(({ dimensions }) => dimensions[4] === otherSeries).map(({ dimensions }) => dimensions[5])
    ).toEqual(expect.arrayContaining([otherSeries]));
  });

  it('are one series where even what is coarse has too many values', () => {
    const buffer = new RollupBuffer(limit);
    const events = Array.from({ length: 5_000 }, (_, number): Contribution => ({
      kind: 'events',
      minute: 0,
      dimensions: ['shop', String(number), `event ${number}`, `C${number}`, `pay ${number}`],
      values: [1, 0.01],
      durations: [],
    }));
    buffer.add(events, 1);
    const [part] = buffer.take();
    const series = read(part);
    expect(series.length).toBeLessThanOrEqual(limit);
    expect(series.reduce((all, { values }) => all + values[0], 0)).toBe(5_000);
    expect(series.reduce((all, { values }) => all + values[1], 0)).toBeCloseTo(50, 6);
    expect(sumsOf(series)[['shop', ...Array(4).fill(otherSeries)].join(' | ')]).toBeDefined();
  });

  it('of one service leave the others theirs', () => {
    const buffer = new RollupBuffer(limit);
    const of = (service: string, route: string) => {
      const made = request(route);
      return { ...made, dimensions: [service, ...made.dimensions.slice(1)] };
    };
    buffer.add(
      Array.from({ length: 1_000 }, (_, number) => of('hostile', `r${number}`)),
      1
    );
    buffer.add(
      Array.from({ length: 50 }, (_, number) => of('shop', `r${number}`)),
      1
    );
    const series = read(buffer.take()[0]);
    expect(series.filter(({ dimensions }) => dimensions[0] === 'shop' && dimensions[4] !== otherSeries)).toHaveLength(
      50
    );
  });

  it('of ever new services are counted under one', () => {
    const buffer = new RollupBuffer(limit);
    const made = Array.from({ length: 3_000 }, (_, number) => {
      const each = request('a');
      return { ...each, dimensions: [`service ${number}`, ...each.dimensions.slice(1)] };
    });
    buffer.add(made, 1);
    const series = read(buffer.take()[0]);
    expect(new Set(series.map(({ dimensions }) => dimensions[0])).size).toBeLessThanOrEqual(501);
    expect(series.reduce((all, { values }) => all + values[0], 0)).toBe(3_000);
  });
});

function taken(contributions: Contribution[]): unknown {
  const buffer = new RollupBuffer(1_000);
  buffer.add(contributions, 1);
  const parts = buffer.take().map((part) => [`${part.kind} ${part.bucketStart}`, sumsOf(read(part))]);
  return Object.fromEntries(parts);
}
