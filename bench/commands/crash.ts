import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanUp } from '../lib/CleanUp.ts';
import { compare } from '../lib/compare.ts';
import { positive } from '../lib/options.ts';
import { printComparison } from '../lib/printComparison.ts';
import { printTable } from '../lib/printTable.ts';
import { Session } from '../lib/Session.ts';
import { untilStored } from '../lib/untilStored.ts';

/** Kills the shim again and again under load; what was not acknowledged is sent again, as a shop does. */
export async function crash(args: string[], cleanUp: CleanUp): Promise<unknown> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '100' },
      rate: { type: 'string', default: '60000' },
      longest: { type: 'string', default: '2000' },
      sync: { type: 'string', default: 'write' },
    },
  });
  const kills = positive('kills', values.kills)!;
  const longestMs = positive('longest', values.longest)!;
  const session = await Session.open(cleanUp);
  const start = (acceptOnly: boolean) => session.startShim({ INSIGHTS_SPOOL_SYNC: values.sync }, { acceptOnly });
  let shim = await start(false);
  const generator = await session.startLoad({ spansPerSecond: positive('rate', values.rate) });
  const lives: number[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    const life = Math.random() * longestMs;
    await Promise.race([sleep(life), generator.done]);
    await shim.kill();
    lives.push(life);
    if (kill % 10 === 0) {
      console.error(`${kill} of ${kills} kills; ${generator.acknowledged?.spans ?? 0} spans acknowledged`);
    }
    // A crash while starting is a crash too: the next life begins as soon as exports are taken.
    shim = await start(true);
  }
  generator.tell({ type: 'stop' });
  const result = await generator.finish();
  const { deadLetters } = await untilStored(shim);
  const comparison = await compare(result, session.tracesFile, shim, session.database);
  await shim.stop();

  printTable('Crashes', [
    ['kills', kills],
    ['shortest life after exports were taken, ms', Math.min(...lives)],
    ['longest life, ms', Math.max(...lives)],
    ['spans acknowledged', result.acknowledged.spans],
    ['exports without an answer, sent again', result.unanswered],
    ['dead letters', deadLetters],
  ]);
  printComparison(comparison);
  const { lost, duplicated } = comparison;
  return { acknowledged: result.acknowledged.spans, lost, duplicated };
}
