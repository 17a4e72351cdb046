import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildPreview } from '../preview/server/buildPreview.ts';
import { startPreview } from '../preview/server/startPreview.ts';
import { build } from './build.ts';
import { startDatabase } from './lib/database.ts';
import { QueryClient } from './lib/QueryClient.ts';
import { isAlive } from './lib/serverProcess.ts';
import { startShim, type Shim } from './lib/startShim.ts';
import { assertPortFree } from './start/assertPortFree.ts';
import { findGrafana } from './start/findGrafana.ts';
import { findRunning } from './start/findRunning.ts';
import { loadToken } from './start/loadToken.ts';
import { openLog } from './start/openLog.ts';
import { readStartOptions, startUsage, type StartOptions } from './start/readStartOptions.ts';
import { finishHistory, startDemo } from './start/startDemo.ts';
import { startGrafana } from './start/startGrafana.ts';
import { Supervisor } from './start/Supervisor.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tell = (line: string) => console.log(line);

/** A server of the database may be ended by others; it has no handle of ours when it was running already. */
async function databaseDeath(pid: number, dataDir: string): Promise<string> {
  for await (const _ of setInterval(2_000, undefined, { ref: false })) {
    if (!isAlive(pid)) {
      break;
    }
  }
  return `process ${pid} is gone. Its log is in ${dataDir}.`;
}

async function provideDatabase(supervisor: Supervisor, options: StartOptions): Promise<string> {
  if (options.dbUrl) {
    const { host, pathname } = new URL(options.dbUrl);
    tell(`Database: ${host}${pathname} (INSIGHTS_DB_URL)`);
    return options.dbUrl;
  }
  const dataDir = join(options.dataDir, 'database');
  tell('Starting the database ...');
  const database = await supervisor.start(
    () => startDatabase({ dataDir, log: tell }),
    ({ pid, stop }) => ({ name: 'The database', stop, died: databaseDeath(pid, dataDir) })
  );
  tell(`Database: ${database.version}`);
  return database.url;
}

async function provideShim(supervisor: Supervisor, options: StartOptions, dbUrl: string): Promise<Shim> {
  tell('Starting the receiver ...');
  const { dataDir, host, port } = options;
  const token = process.env.INSIGHTS_TOKEN || (await loadToken(join(dataDir, 'token')));
  const log = await openLog(join(dataDir, 'logs', 'shim.log'));
  const shim = await supervisor.start(
    () => startShim({ dbUrl, dataDir, port, token, env: { INSIGHTS_HOST: host }, log: log.write }),
    (started) => ({
      name: 'The receiver',
      stop: () => started.stop(),
      died: started.exited.then(
        (code) =>
          `${code === null ? 'by a signal' : `exit code ${code}`}. The last it said, in ${log.file}:\n${log.tail()}`
      ),
    })
  );
  tell(`Receiver: ${shim.url}`);
  return shim;
}

/** @returns what to tell at the end, the address last */
async function providePages(supervisor: Supervisor, options: StartOptions, shim: Shim): Promise<string[]> {
  const program = options.grafana ? findGrafana(process.env) : null;
  const built = await supervisor.start(
    () => build({ bridge: program !== null, progress: tell }),
    () => null
  );
  const port = options.pagePort;
  if (program && built.bridge) {
    tell(`Starting Grafana (${program.home}), which takes a minute the first time ...`);
    const dataDir = join(options.dataDir, 'grafana');
    const logFile = join(options.dataDir, 'logs', 'grafana.log');
    const { token, url: insightsUrl } = shim;
    const grafana = await supervisor.start(
      () => startGrafana({ program, root, dataDir, logFile, port, insightsUrl, token }),
      (started) => started
    );
    return [`Log in as admin with ${grafana.password}`, `Open ${grafana.url}/a/maho-insights-app`];
  }
  await supervisor.start(
    () => buildPreview(root, tell),
    () => null
  );
  const preview = await supervisor.start(
    () => startPreview({ insightsUrl: shim.url, token: shim.token, port, host: '127.0.0.1', root }),
    (started) => ({ name: 'The preview host', stop: () => started.close() })
  );
  const why = program ? 'Grafana cannot be used without the bridge (see above)' : 'No Grafana was found';
  return [`${why}: the pages are shown by the preview host.`, `Open ${preview.url}/a/maho-insights-app`];
}

async function provideDemo(supervisor: Supervisor, options: StartOptions, shim: Shim): Promise<void> {
  const logFile = join(options.dataDir, 'logs', 'demo-store.log');
  const demo = { root, logFile, insightsUrl: shim.url, rate: options.demoRate, sampling: options.demoSampling };
  const marker = join(options.dataDir, 'demo-history-sent');
  if (!existsSync(marker)) {
    tell("Sending an hour of the demo store's past ...");
    const sender = await supervisor.start(
      () => startDemo(demo, ['--history', '1h', '--no-live']),
      ({ name, stop }) => ({ name, stop })
    );
    await finishHistory(sender, marker, new QueryClient(shim.url, shim.token));
  }
  await supervisor.start(
    () => startDemo(demo),
    (part) => part
  );
  tell(`Demo store: ${options.demoRate} requests a minute`);
}

async function startAll(supervisor: Supervisor, options: StartOptions): Promise<void> {
  const running = await findRunning(options.port, options.host, join(options.dataDir, 'token'));
  if (running) {
    throw new Error(
      `Insights is already running: its receiver is at ${running}, its pages at http://localhost:${options.pagePort} ` +
        '(unless it was started with another INSIGHTS_PREVIEW_PORT). Ctrl-C there ends it.'
    );
  }
  await assertPortFree(options.port, options.host, 'stores to send to', 'INSIGHTS_PORT');
  await assertPortFree(options.pagePort, '127.0.0.1', 'the pages', 'INSIGHTS_PREVIEW_PORT');
  const dbUrl = await provideDatabase(supervisor, options);
  const shim = await provideShim(supervisor, options, dbUrl);
  const lastLines = await providePages(supervisor, options, shim);
  if (options.demo) {
    await provideDemo(supervisor, options, shim);
  }
  tell('');
  tell(`Stores send to ${shim.url} (see docs/connect-your-store.md). Ctrl-C ends everything.`);
  lastLines.forEach(tell);
}

async function main(): Promise<number> {
  const options = readStartOptions(process.argv.slice(2), process.env, root);
  if (options === 'help') {
    tell(startUsage);
    return 0;
  }
  const supervisor = new Supervisor(tell);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!supervisor.ending) {
        tell('\nEnding ...');
      }
      void supervisor.end(0);
    });
  }
  try {
    await startAll(supervisor, options);
  } catch (error) {
    if (!supervisor.ending) {
      console.error(`\n${error instanceof Error ? error.message : error}`);
      await supervisor.end(1);
    }
  }
  return supervisor.ended;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
);
