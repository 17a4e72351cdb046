import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { Sketch } from '../../store/metrics/Sketch.ts';
import type { ProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import { Orders } from '../problems/Orders.ts';
import type { Problem } from '../shared/Problem.ts';
import { Problems } from '../shared/Problems.ts';
import type { QueryContext, TimeRange } from '../shared/QueryContext.ts';
import type { LongestOfHours } from '../../store/metrics/readLongestRequests.ts';
import type { RollupSeries, WantedRollups } from '../../store/metrics/readRollups.ts';
import type { RollupReader } from '../shared/Rollups.ts';
import { fakePool, noon } from './fakePool.ts';

/** What was counted at a time (ms since 1970), in a series of which the rest of dimensions and values is empty and 0. */
export interface Counted {
  time: number;
  kind: RollupName;
  dimensions: Record<string, string>;
  values: Record<string, number>;
  /** Microseconds, for the sketch. */
  durations?: number[];
}

export interface FakeRollups {
  readRollups: RollupReader;
  readProblemCounts: QueryContext['readProblemCounts'];
  readLongest: QueryContext['readLongest'];
  asked: WantedRollups[];
}

/** Roll-ups that hold what is listed, by the minute. */
export function fakeRollups(counted: Counted[] = []): FakeRollups {
  const asked: WantedRollups[] = [];
  const readRollups = async (wanted: WantedRollups) => {
    asked.push(wanted);
    const { kind, from, to, bucketMs, where = () => true, by = rollupKinds[kind].dimensions } = wanted;
    const names: readonly string[] = rollupKinds[kind].dimensions;
    return counted
      .filter((one) => one.kind === kind && minuteOf(one.time) >= from && minuteOf(one.time) < to)
      .map((one) => seriesOf(one, bucketMs === null ? 0 : Math.floor((minuteOf(one.time) - from) / bucketMs)))
      .filter(({ dimensions }) => where(dimensions))
      .map((series) => ({
        ...series,
        dimensions: series.dimensions.map((value, at) => (by.includes(names[at]) ? value : '')),
      }))
      .reduce(addUp, []);
  };
  const readProblemCounts = async (wanted: Omit<WantedRollups, 'kind'>) =>
    problemCountsOf(await readRollups({ ...wanted, kind: 'problems' }));
  return { readRollups, readProblemCounts, readLongest: async (range) => longestOf(counted, range), asked };
}

function problemCountsOf(series: RollupSeries[]): ProblemCounts {
  const at = rollupKinds.problems.dimensions.indexOf('problemId');
  const problems = [...new Set(series.map(({ dimensions }) => dimensions[at]))];
  const places = series.map((_series, place) => place);
  return {
    problems,
    combinations: series.map(({ dimensions }) => dimensions.with(at, '')),
    find: (id) => (problems.includes(id) ? problems.indexOf(id) : undefined),
    runs: [
      {
        problem: series.map(({ dimensions }) => problems.indexOf(dimensions[at])),
        combination: places,
        place: places,
        bucketOf: series.map(({ bucket }) => bucket),
        occurrences: series.map(({ values }) => values[0]),
      },
    ],
  };
}

/** Of problems of which only what matters is told. */
export function fakeProblems(some: Array<Partial<Problem> & { id: string }>): QueryContext['readProblems'] {
  const all = some.map((problem): Problem => ({
    title: 'Unsupported operand types',
    type: 'TypeError',
    file: '/srv/shop/Tax.php',
    line: 12,
    route: '',
    status: 'open',
    handled: false,
    firstSeen: noon - 1_000,
    lastSeen: noon,
    occurrences: 1,
    assignee: null,
    regressedAt: null,
    revision: 0,
    mergedInto: null,
    mayHaveParts: false,
    text: 'unsupported operand types\ntypeerror:',
    ...problem,
  }));
  const byId = new Map(all.map((problem) => [problem.id, problem]));
  const merged = all.filter(({ mergedInto }) => mergedInto !== null);
  return async () => new Problems({ byId, merged });
}

/** A row an hour and series: so that what is of one hour stands in several. */
function longestOf(counted: Counted[], { from, to }: TimeRange): LongestOfHours {
  const hour = 3_600_000;
  const all = counted
    .map((one) => ({ from: Math.floor(one.time / hour) * hour, durations: one.durations ?? [], one }))
    .filter((each) => each.one.kind === 'requests' && each.durations.length > 0 && each.from >= from && each.from < to);
  return {
    dimensions: all.map(({ one }) => seriesOf(one, 0).dimensions),
    hours: all.map(({ from: time, durations }, at) => {
      const bins = durations.map((duration) => Sketch.binOf(duration));
      const longest = Math.max(...bins);
      const count = bins.filter((bin) => bin === longest).length;
      return {
        from: time,
        combinations: Int32Array.of(at),
        bins: Int16Array.of(longest),
        counts: Float64Array.of(count),
      };
    }),
  };
}

function addUp(sums: RollupSeries[], series: RollupSeries): RollupSeries[] {
  const same = sums.find((sum) => sum.bucket === series.bucket && sum.dimensions.join() === series.dimensions.join());
  if (!same) {
    sums.push(series);
    return sums;
  }
  same.values = same.values.map((value, at) => value + series.values[at]);
  if (series.sketch) {
    same.sketch?.merge(series.sketch);
  }
  return sums;
}

function minuteOf(time: number): number {
  return Math.floor(time / 60_000) * 60_000;
}

function seriesOf({ kind, dimensions, values, durations = [] }: Counted, bucket: number): RollupSeries {
  const sketch = new Sketch();
  durations.forEach((duration) => sketch.add(duration));
  return {
    bucket,
    dimensions: rollupKinds[kind].dimensions.map((name) => dimensions[name] ?? ''),
    values: rollupKinds[kind].values.map((name) => values[name] ?? 0),
    sketch: rollupKinds[kind].sketch ? sketch : null,
  };
}

/** The hour after noon, in which nothing happened unless told. */
export function fakeContext(changes: Partial<QueryContext> = {}): QueryContext {
  return {
    pool: fakePool().pool,
    readRollups: fakeRollups().readRollups,
    readLongest: fakeRollups().readLongest,
    readTrace: async () => null,
    readProblemCounts: fakeRollups().readProblemCounts,
    readProblems: fakeProblems([]),
    orders: new Orders(),
    caller: { login: 'ada', role: 'Viewer' },
    readText: async () => '[]',
    range: { from: noon, to: noon + 3_599_999 },
    intervalMs: 900_000,
    maxDataPoints: 100,
    readKept: async () => ({ first: noon - 86_400_000, minutesSince: 0 }),
    ...changes,
  };
}
