import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDatabase } from '../../scripts/lib/database.ts';
import { endProcess } from '../../scripts/lib/serverProcess.ts';
import type { CleanUp } from '../lib/CleanUp.ts';
import { compare } from '../lib/compare.ts';
import { positive } from '../lib/options.ts';
import { printComparison } from '../lib/printComparison.ts';
import { printTable, round } from '../lib/printTable.ts';
import { peakRssMiB } from '../lib/processUsage.ts';
import { Session } from '../lib/Session.ts';
import { ShimWatch } from '../lib/ShimWatch.ts';
import { untilStored } from '../lib/untilStored.ts';

const secondsAround = 10;
const mib = 1_048_576;

/** Ends the database under load and starts it again: is all there that was acknowledged meanwhile? */
export async function outage(args: string[], cleanUp: CleanUp): Promise<unknown> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string', default: '10' }, 'requests-per-second': { type: 'string', default: '200' } },
  });
  const minutes = positive('minutes', values.minutes)!;
  const session = await Session.open(cleanUp);
  const { pid } = session.database;
  if (process.env.INSIGHTS_DB_URL || pid === null) {
    throw new Error('The database is ended and started again: this needs a private one, without INSIGHTS_DB_URL.');
  }
  const shim = await session.startShim({ INSIGHTS_LOG_LEVEL: 'error' });
  const seconds = minutes * 60 + 2 * secondsAround;
  const plan = { seconds, requestsPerSecond: positive('requests-per-second', values['requests-per-second']) };
  const generator = await session.startLoad(plan);
  await sleep(secondsAround * 1_000);
  await endProcess(pid);
  const watch = new ShimWatch(shim.url);
  await sleep(minutes * 60_000);
  const spoolMiB = Math.max(...watch.states.map(({ spoolBytes }) => spoolBytes)) / mib;
  const restarted = await startDatabase({ dataDir: session.databaseFolder });
  cleanUp.add(() => restarted.stop());
  const startedAt = performance.now();
  const result = await generator.finish();
  const { deadLetters } = await untilStored(shim);
  const recoverySeconds = (performance.now() - startedAt) / 1_000;
  await watch.end();
  const comparison = await compare(result, session.tracesFile, shim, session.database);
  const rss = await peakRssMiB(shim.pid);
  await shim.stop();

  printTable('The database was away', [
    ['minutes', minutes],
    ['requests of the shop meanwhile and around', result.units],
    ['spool at the end of it, MiB', spoolMiB],
    ['until all was stored, s', recoverySeconds],
    ['refused for a while (503)', result.refused],
    ['dead letters', deadLetters],
    ['acknowledgement p50, ms', result.acknowledgement.p50],
    ['acknowledgement p99, ms', result.acknowledgement.p99],
  ]);
  printComparison(comparison);
  return {
    acknowledged: result.acknowledged.spans,
    lost: comparison.lost,
    duplicated: comparison.duplicated,
    refused: result.refused,
    ackP50Ms: round(result.acknowledgement.p50),
    ackP99Ms: round(result.acknowledgement.p99),
    spoolMiB: Math.round(spoolMiB),
    recoverySeconds: round(recoverySeconds),
    peakRssMiB: rss === null ? null : Math.round(rss),
  };
}
