import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Shim } from '../../scripts/lib/startShim.ts';
import type { LoadPlan, LoadResult } from '../generator/protocol.ts';
import type { CleanUp } from '../lib/CleanUp.ts';
import { compare, type Comparison } from '../lib/compare.ts';
import { positive } from '../lib/options.ts';
import { printComparison } from '../lib/printComparison.ts';
import { printTable, round } from '../lib/printTable.ts';
import { cpuSeconds, peakRssMiB } from '../lib/processUsage.ts';
import { runJobs, type JobsResult } from '../lib/runJobs.ts';
import { Session } from '../lib/Session.ts';
import { untilStored } from '../lib/untilStored.ts';
import { ShimWatch, type ShimState } from '../lib/ShimWatch.ts';
import { listFiles, tableSizes, type TableSizes } from '../lib/tableSizes.ts';

const mib = 1_048_576;
const hourMs = 3_600_000;

interface Usage {
  shim: number | null;
  database: number | null;
}

function readArguments(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '60' },
      rate: { type: 'string' },
      'requests-per-second': { type: 'string' },
      simulate: { type: 'string' },
      connections: { type: 'string', default: '8' },
      backlog: { type: 'string', default: '64' },
      sync: { type: 'string', default: 'write' },
      numbers: { type: 'string', default: 'fresh' },
      files: { type: 'string', multiple: true },
      profile: { type: 'string' },
    },
  });
  if (!['fresh', 'recorded'].includes(values.numbers)) {
    throw new Error(`--numbers takes fresh or recorded, not ${values.numbers}`);
  }
  const simulate = positive('simulate', values.simulate);
  const requestsPerSecond = positive('requests-per-second', values['requests-per-second']);
  if (simulate !== null && requestsPerSecond === null) {
    throw new Error('--simulate needs --requests-per-second');
  }
  const plan: Partial<LoadPlan> = {
    connections: positive('connections', values.connections)!,
    spansPerSecond: positive('rate', values.rate),
    freshNumbers: values.numbers === 'fresh',
    ...(values.files ? { files: values.files } : {}),
    ...(simulate === null
      ? { seconds: positive('seconds', values.seconds), requestsPerSecond }
      : simulated(simulate, requestsPerSecond!)),
  };
  return { plan, backlogBytes: Number(values.backlog) * mib, sync: values.sync, profile: values.profile };
}

/** Ends at the last full hour: nothing of it lies ahead of anybody's clock. */
function simulated(hours: number, requestsPerSecond: number): Partial<LoadPlan> {
  const to = Math.floor(Date.now() / hourMs) * hourMs;
  const requests = Math.ceil((hours * hourMs * requestsPerSecond) / 1_000);
  return { requests, simulated: { from: to - hours * hourMs, requestsPerSecond } };
}

/** Load as fast as it is acknowledged or at a rate, then: is all there, what did it cost, what does it take on disk. */
export async function ingest(args: string[], cleanUp: CleanUp): Promise<unknown> {
  const { plan, backlogBytes, sync, profile } = readArguments(args);
  const session = await Session.open(cleanUp);
  const { database } = session;
  const shim = await session.startShim({
    INSIGHTS_SPOOL_SYNC: sync,
    ...(profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(profile)}` } : {}),
  });
  const empty = await listFiles(database);

  const before = await usage(shim, database.pid);
  const startedAt = performance.now();
  const { result, watch, atEnd } = await load(session, shim, plan, backlogBytes);
  const { deadLetters } = await untilStored(shim);
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await usage(shim, database.pid);
  const used = { shim: difference(before.shim, after.shim), database: difference(before.database, after.database) };
  const rss = { shim: await peakRssMiB(shim.pid), database: await peakRssMiB(database.pid) };

  const comparison = await compare(result, session.tracesFile, shim, database);
  const loadedSizes = await tableSizes(database, empty);
  await shim.stop();
  const jobs = await runJobs(database);
  const sizes = jobs ? await tableSizes(database, empty) : loadedSizes;

  const told = {
    result,
    seconds,
    used,
    rss,
    states: watch.states,
    atEnd,
    comparison,
    deadLetters,
    loadedSizes,
    sizes,
    jobs,
  };
  print(told);
  return summarise(told);
}

/** Holds the load while the spool is longer than allowed: what is only put aside is not yet taken in. */
async function load(session: Session, shim: Shim, plan: Partial<LoadPlan>, backlogBytes: number) {
  const generator = await session.startLoad(plan);
  const mayHold = backlogBytes > 0 && !plan.spansPerSecond && !(plan.requestsPerSecond && !plan.simulated);
  let held = false;
  const watch = new ShimWatch(shim.url, ({ spoolBytes }) => {
    const hold = mayHold && spoolBytes > (held ? backlogBytes / 2 : backlogBytes);
    if (hold !== held) {
      held = hold;
      generator.tell({ type: hold ? 'pause' : 'resume' });
    }
  });
  const result = await generator.finish();
  const atEnd = await watch.read();
  await watch.end();
  return { result, watch, atEnd };
}

async function usage(shim: Shim, databasePid: number | null): Promise<Usage> {
  return { shim: await cpuSeconds(shim.pid), database: await cpuSeconds(databasePid) };
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before;
}

interface Told {
  result: LoadResult;
  /** Until all was stored. */
  seconds: number;
  used: Usage;
  rss: Usage;
  states: ShimState[];
  atEnd: ShimState;
  comparison: Comparison;
  deadLetters: number;
  loadedSizes: TableSizes;
  sizes: TableSizes;
  jobs: JobsResult | null;
}

function summarise({ result, seconds, used, rss, atEnd, comparison, sizes }: Told) {
  const { spans } = result.acknowledged;
  const perSpan = (cpu: number | null) => (cpu === null ? null : round((cpu * 1e6) / spans, 3));
  return {
    spansPerSecond: Math.round(spans / seconds),
    cpuMicrosPerSpan: { shim: perSpan(used.shim), database: perSpan(used.database) },
    ackP50Ms: round(result.acknowledgement.p50),
    ackP99Ms: round(result.acknowledgement.p99),
    lagSecondsAtEnd: round(atEnd.lagSeconds),
    peakRssMiB: rss.shim === null ? null : Math.round(rss.shim),
    bytesPerRequest: Math.round(sizes.total / result.units),
    lost: comparison.lost,
  };
}

function print(told: Told): void {
  const { result, seconds, used, rss, comparison, deadLetters, loadedSizes, sizes, jobs } = told;
  const { acknowledged, acknowledgement, worker } = result;
  const perSpan = (cpu: number | null) => (cpu === null ? 'unknown' : (cpu * 1e6) / acknowledged.spans);
  const perRequest = (bytes: number) => bytes / result.units;
  printTable('Load', [
    ['requests of the shop', result.units],
    ['spans', acknowledged.spans],
    ['exports', acknowledged.exports],
    ['OTLP, MB', acknowledged.bytes / 1e6],
    ['seconds of sending', result.seconds],
    ['seconds until all was stored', seconds],
    ['spans a second', acknowledged.spans / seconds],
    ['requests a second', result.units / seconds],
    ['refused for a while (503)', result.refused],
    ['without an answer', result.unanswered],
    ['accepted in part', result.partial],
    ['dead letters', deadLetters],
  ]);
  printTable('CPU, microseconds a span', [
    ['shim', perSpan(used.shim)],
    ['database', perSpan(used.database)],
    ['generator (not counted)', perSpan(result.cpuSeconds)],
    ...(jobs
      ? [
          ['jobs afterwards, shim', perSpan(jobs.cpuSeconds)],
          ['jobs afterwards, database', perSpan(jobs.databaseCpuSeconds)],
        ]
      : []),
  ]);
  printTable('Waiting, ms', [
    ['', 'p50', 'p95', 'p99', 'max'],
    ['an export', acknowledgement.p50, acknowledgement.p95, acknowledgement.p99, acknowledgement.max],
    ['all exports of a request', worker.p50, worker.p95, worker.p99, worker.max],
  ]);
  printTable('Lag (age of the oldest body when stored, s; spool, MiB)', lagRows(told));
  printTable('Peak memory, MiB', [
    ['shim', rss.shim ?? 'unknown'],
    ['database', rss.database ?? 'unknown'],
  ]);
  printTable('Bytes a request on disk, all tables and indexes', [
    ['table', 'as stored', jobs ? 'after the jobs' : '', 'of it bodies', 'rows'],
    ...Object.entries(sizes.byTable).map(([name, { bytes, rows, bodies }]) => [
      name,
      perRequest(loadedSizes.byTable[name]?.bytes ?? 0),
      jobs ? perRequest(bytes) : '',
      bodies > 0 ? perRequest(bodies) : '',
      rows,
    ]),
    ['all', perRequest(loadedSizes.total), jobs ? perRequest(sizes.total) : '', '', ''],
  ]);
  printComparison(comparison);
}

/** Each quarter of the load's time: a lag that grows shows. */
function lagRows({ states, result, atEnd }: Told): Array<Array<string | number>> {
  const quarters = [0, 1, 2, 3].map((quarter) =>
    states.filter(({ at }) => Math.min(3, Math.floor((4 * at) / result.seconds)) === quarter)
  );
  const most = (of: ShimState[], read: (state: ShimState) => number) => Math.max(0, ...of.map(read));
  return [
    ['', 'lag', 'spool'],
    ...quarters.map((of, index) => [
      `quarter ${index + 1}, most`,
      most(of, ({ lagSeconds }) => lagSeconds),
      most(of, ({ spoolBytes }) => spoolBytes / mib),
    ]),
    ['at the end', atEnd.lagSeconds, atEnd.spoolBytes / mib],
  ];
}
