import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LoadResult } from '../generator/protocol.ts';
import type { CleanUp } from '../lib/CleanUp.ts';
import { positive } from '../lib/options.ts';
import { printTable, round } from '../lib/printTable.ts';
import { Session } from '../lib/Session.ts';
import { untilStored } from '../lib/untilStored.ts';

const rates = [10, 50, 200];
/** How the shim is started, by the word in the result. */
const modes = { default: 'write', strict: 'strict' } as const;
/** As many as a shop has PHP workers; far more than wait at once. */
const workers = 64;
const warmUpSeconds = 3;

/** What a shop's worker waits until its exports are acknowledged, each request on a connection of its own. */
export async function overhead(args: string[], cleanUp: CleanUp): Promise<unknown> {
  const { values } = parseArgs({ args, options: { seconds: { type: 'string', default: '30' } } });
  const seconds = positive('seconds', values.seconds)!;
  const session = await Session.open(cleanUp);
  const summary: Record<string, Record<string, object>> = {};
  const rows: Array<Array<string | number>> = [
    ['', 'requests/s', 'export p50', 'p99', 'max', 'request p50', 'p99', 'max'],
  ];
  for (const [mode, sync] of Object.entries(modes)) {
    const shim = await session.startShim({ INSIGHTS_SPOOL_SYNC: sync }, { dataDir: join(session.folder, mode) });
    const send = async (rate: number, length: number): Promise<LoadResult> => {
      const plan = { connections: workers, connectPerRequest: true, requestsPerSecond: rate, seconds: length };
      const result = await (await session.startLoad(plan)).finish();
      await untilStored(shim);
      return result;
    };
    await send(rates[1], warmUpSeconds);
    summary[mode] = {};
    for (const rate of rates) {
      const { acknowledgement, worker } = await send(rate, seconds);
      rows.push([
        mode,
        rate,
        acknowledgement.p50,
        acknowledgement.p99,
        acknowledgement.max,
        worker.p50,
        worker.p99,
        worker.max,
      ]);
      summary[mode][rate] = {
        ackP50Ms: round(acknowledgement.p50),
        ackP99Ms: round(acknowledgement.p99),
        workerP50Ms: round(worker.p50),
        workerP99Ms: round(worker.p99),
      };
    }
    await shim.stop();
  }
  printTable(
    'Until acknowledged, ms: of one export, and of all exports of a request of the shop (with connecting)',
    rows
  );
  return summary;
}
