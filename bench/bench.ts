import { crash } from './commands/crash.ts';
import { errors } from './commands/errors.ts';
import { ingest } from './commands/ingest.ts';
import { outage } from './commands/outage.ts';
import { overhead } from './commands/overhead.ts';
import { queries } from './commands/queries.ts';
import { CleanUp } from './lib/CleanUp.ts';

const usage = `Measures the shim with a load generator in a process of its own. Prints tables, then one line of JSON.

npm run bench -- ingest [--seconds 60] [--rate SPANS/S]
  --rate                 spans a second; without, as fast as acknowledged, held while more than --backlog waits
  --requests-per-second  paced by requests of the shop instead
  --simulate HOURS       loads so many hours at --requests-per-second as fast as can be, times made to fit
  --connections 8        at once
  --backlog 64           MiB in the spool beyond which the load is held; 0 for no limit
  --sync write|strict    INSIGHTS_SPOOL_SYNC
  --numbers fresh        or recorded: numbers in SQL that differ between requests, fresh on each pass or not
  --profile FOLDER       takes a CPU profile of each of the shim's threads
  --files FILE           captures in protobuf, several times for several

npm run bench -- crash [--kills 100]      kill -9 of the shim at random moments under load
  --rate 60000           spans a second
  --longest 2000         ms that the shim lives at most after it takes exports
  --sync write|strict

npm run bench -- queries [--traces 100000]  times the query API over 30 days
  --spans 20             of each trace at most: its first ones, to load more traces in a time; 0 for all
  --repeat 50            how often each question is asked

npm run bench -- errors                   times lists, searches and details of problems
  --problems 100000
  --days 90              over which they are spread
  --occurrences 10000000 written as rows (of storms, as many as the receiver keeps) and as roll-ups
  --repeat 50            how often each question is asked

npm run bench -- outage [--minutes 10]    ends the database under load, and starts it again
  --requests-per-second 200

npm run bench -- overhead [--seconds 30]  what the shop's worker waits at 10, 50 and 200 requests a second

The database is a private one, or that of INSIGHTS_DB_URL.`;

type Command = (args: string[], cleanUp: CleanUp) => Promise<unknown>;
const commands: Record<string, Command> = { ingest, crash, queries, errors, overhead, outage };

async function main(): Promise<void> {
  const [name, ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    console.error(usage);
    process.exit(name === '--help' ? 0 : 2);
  }
  const cleanUp = new CleanUp();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void cleanUp.run().finally(() => process.exit(1)));
  }
  process.once('uncaughtException', (error) => {
    console.error(error);
    void cleanUp.run().finally(() => process.exit(1));
  });
  try {
    const summary = await command(args, cleanUp);
    console.log(`\n${JSON.stringify(summary)}`);
  } finally {
    await cleanUp.run();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
);
